export { anyOf } from './any-of.ts';
export { bearerJwt } from './bearer-jwt.ts';
export { clientCertificate } from './client-certificate.ts';
export { hmacVerifier } from './hmac.ts';
export { githubSigned, jiraSigned, zendeskSigned } from './presets.ts';
export { basicSecret, headerSecret, nothingAsked } from './shown-secret.ts';
export { standardWebhooks } from './standard-webhooks.ts';

# The runtime's exact version is the one of package.json's optionalDependencies; a test holds the two together.
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The bundler ships its binary as an optional dependency, so those stay in this stage.
RUN npm ci --include=dev --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
# Writes dist/web
RUN npm run build:web

FROM node:24.21.0-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional dependencies are the pinned runtime, which this image already is.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY src ./src
COPY connectors ./connectors
COPY rules ./rules
COPY deploy ./deploy
COPY --from=build /app/dist ./dist
RUN install -d -o node -g node /data
USER node
# Where the desk is kept, unless STORE_URL names a PostgreSQL database.
ENV STEPLADDER_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Refuses to start without STEPLADDER_TOKEN, because it listens beyond the loopback address.
CMD ["node", "src/cli/stepladder.ts", "serve", "--host", "0.0.0.0", "--port", "8080"]

// Written by the build. manifest.yml has the same one: Forge lets the app call no other.
export const ADDRESS = 'https://desk.stepladder.example';

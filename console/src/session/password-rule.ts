// Characters; the server asks for as many (NewPassword in docs/openapi.yaml).
export const kLeastPassword = 10;

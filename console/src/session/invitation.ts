// Turns the one-time link that the server prints, <origin>/setup#<secret>, into the address of the page that spends
// it; null for any other address.
export function invitationAddress(at: Pick<Location, 'pathname' | 'hash'>): string | null {
  if (!/\/setup\/?$/.test(at.pathname)) return null;
  const secret = at.hash.replace(/^#/, '');
  return `${at.pathname.replace(/setup\/?$/, '')}#/welcome${secret ? `?invitation=${encodeURIComponent(secret)}` : ''}`;
}

import './styles/tokens.css';
import './styles/base.css';

import { createRoot } from 'react-dom/client';

import { App } from './app';
import { invitationAddress } from './session/invitation';

// The one-time link is <origin>/setup#<secret>; the pages live behind '#'.
const invitation = invitationAddress(location);
if (invitation) history.replaceState(null, '', invitation);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);

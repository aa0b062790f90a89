import Check from 'lucide-react/icons/check';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

import styles from './toasts.module.css';

const kShownFor = 5000; // milliseconds

const Context = createContext<(text: string) => void>(() => {});

// Short word that something is done. What needs an answer is a ProblemNote or a Dialog instead.
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; text: string }[]>([]);
  const next = useRef(0);
  const say = useCallback((text: string) => {
    const id = ++next.current;
    setToasts((shown) => [...shown.slice(-2), { id, text }]);
    setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.id !== id)), kShownFor);
  }, []);
  return (
    <Context.Provider value={say}>
      {children}
      <div className={styles.toasts} role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={styles.toast}>
            <Check size={16} aria-hidden /> {toast.text}
          </div>
        ))}
      </div>
    </Context.Provider>
  );
}

export const useToast = () => useContext(Context);

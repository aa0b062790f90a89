import { useCallback } from 'react';
import { useNavigate } from 'react-router-dom';

// To the page before; to `otherwise` when this one was the first, opened by a shared address.
export function useGoBack(otherwise: string) {
  const navigate = useNavigate();
  return useCallback(() => {
    const before = ((history.state as { idx?: number } | null)?.idx ?? 0) > 0;
    if (before) navigate(-1);
    else navigate(otherwise);
  }, [navigate, otherwise]);
}

import { useQuery } from '@tanstack/react-query';

import { listLibraries } from '../api/libraries';

export const useLibraries = () => useQuery({ queryKey: ['libraries'], queryFn: listLibraries });

package lib

import "fmt"

// Open opens.
func (s *Store) Open(name string) error {
	return fmt.Errorf("x")
}

type Store struct {
	name string
}

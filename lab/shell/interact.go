//go:build linux

package shell

import (
	"context"
	"errors"
)

// Interact reads lines from a terminal, the Config's Stdin, with line editing and history, and runs them until the shell
// is left.
func (s *Shell) Interact(ctx context.Context) (status int, err error) {
	return 1, errors.New("not yet")
}

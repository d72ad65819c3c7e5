//go:build linux

package shell

import "context"

// sudo drops itself: in the lab one is root already.
func (c *command) sudo(ctx context.Context, words []string) (int, error) {
	if len(words) == 0 {
		return 1, nil
	}
	return c.run(ctx, words)
}

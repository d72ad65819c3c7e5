//go:build linux

package probe

import (
	"context"
	"errors"

	"vethlab/lab/netns"
)

// Run sends echo requests in the namespace at and calls each with the outcome of every one, in the order in which they
// became known, from the calling goroutine.
func Run(ctx context.Context, at *netns.Namespace, e Echo, each func(Reply)) error {
	return errors.New("not yet")
}

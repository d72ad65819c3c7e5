//go:build linux

package shell

import (
	"context"

	"mvdan.cc/sh/v3/interp"
)

// complaint is the name of a command that only says why another could not be carried out: no program has such a name.
const complaint = "\x00complaint"

// call sees every command before it is carried out, functions and words of bash included.
func (b *bash) call(ctx context.Context, argv []string) ([]string, error) {
	hc := interp.HandlerCtx(ctx)
	if hc.Pos.IsValid() {
		b.line.Store(uint64(hc.Pos.Line()))
	}
	return argv, nil
}

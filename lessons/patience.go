package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Patience is how long a player waits for a lesson's command that does not end, or prints without end: such a one is ended, and the error is
// a [Failure]. The zero Patience waits for ever, for a learner who can end a command with a key.
type Patience struct {
	Limit time.Duration   // when a command is ended; 0 for never
	Slow  time.Duration   // when it is told of
	Tell  func(c Command) // with the command that runs still; nil tells nobody
}

// mostOutput is how much of what a command prints is kept, and how much it may print where it has no endless time.
const mostOutput = 16 << 20

var errTooMuch = errors.New("it printed too much")

// limited is ctx while a command runs; stop ends that, and full is called where it has printed more than is kept.
func (w Patience) limited(ctx context.Context, c Command) (during context.Context, full, stop func()) {
	if w.Limit == 0 {
		return ctx, func() {}, func() {}
	}
	during, end := context.WithCancelCause(ctx)
	during, stopped := context.WithTimeout(during, w.Limit)
	slow := &time.Timer{}
	if w.Tell != nil {
		slow = time.AfterFunc(w.Slow, func() { w.Tell(c) })
	}
	return during, func() { end(errTooMuch) }, func() {
		if w.Tell != nil {
			slow.Stop()
		}
		stopped()
		end(nil)
	}
}

// endless tells why a command was ended; empty for one that ended by itself.
func (w Patience) endless(during context.Context) string {
	switch cause := context.Cause(during); {
	case errors.Is(cause, errTooMuch):
		return fmt.Sprintf("it printed more than %d MiB, and was ended", mostOutput>>20)
	case errors.Is(cause, context.DeadlineExceeded):
		return fmt.Sprintf("it did not end within %v, and was ended", w.Limit)
	}
	return ""
}

// kept is the beginning of what is written to out. It is never in the way of who writes.
type kept struct {
	text strings.Builder
	full func() // called where it takes no more
	out  io.Writer
}

func (k *kept) Write(b []byte) (int, error) {
	room := mostOutput - k.text.Len()
	k.text.Write(b[:min(len(b), room)])
	if len(b) > room {
		k.full()
	}
	return k.out.Write(b)
}

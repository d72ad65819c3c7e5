package pace

import (
	"testing"
	"time"
)

func TestRest(t *testing.T) {
	for _, test := range []struct{ took, least, want time.Duration }{
		{0, 0, 0},
		{0, 16 * time.Millisecond, 16 * time.Millisecond},
		{time.Millisecond, 16 * time.Millisecond, 16 * time.Millisecond},
		{10 * time.Millisecond, 16 * time.Millisecond, 160 * time.Millisecond},
		{time.Minute, 0, time.Second},
	} {
		if got := Rest(test.took, test.least); got != test.want {
			t.Errorf("unexpected rest after %v, at least %v: want %v, got %v", test.took, test.least, test.want, got)
		}
	}
}

// Package pace says how long to leave the machine alone after a look at something that changes all the time, so that the looking never
// slows down what is looked at.
package pace

import "time"

// A look costs at most a part in share of the time, but none waits longer than longest.
const (
	share   = 16
	longest = time.Second
)

// Rest is how long to wait after a look that took so long, and at least.
func Rest(took, least time.Duration) time.Duration {
	return max(least, min(share*took, longest))
}

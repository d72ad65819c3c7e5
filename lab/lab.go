// Package lab is one world to learn in: a host namespace of its own, what is built in it, and the processes in it.
// A [Lab] is opened, given lines of shell, read, watched, reset and closed; it is all of a lab that the screen and
// the commands need.
//
// It lives inside a sandbox (package sandbox), whose /run/netns and processes it takes for its own.
package lab

import (
	"io"
	"time"

	"vethlab/lab/probe"
)

// Reply is the outcome of one echo of [Lab.Ping].
type Reply = probe.Reply

// Stdio is what a script, or a prompt, reads and writes.
type Stdio struct {
	In       io.Reader // nil is /dev/null
	Out, Err io.Writer // nil discards
}

// frame is the least time between two topologies of [Lab.Changes]: what changes within one frame of a screen is
// shown at once.
const frame = 16 * time.Millisecond

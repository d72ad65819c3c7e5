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

// The engines that a lab's containers can have.
const (
	EngineBuiltin = "builtin" // vethlab's own, which needs nothing
	EngineDocker  = "docker"  // a real Docker Engine, private to the lab
)

// Options are what a lab is opened with. The zero Options are those of [Open].
type Options struct {
	Engine string // EngineBuiltin or EngineDocker; empty is EngineBuiltin

	// Program is the binary that containers run; empty is the running one.
	Program string
	Lang    string // of the help at a prompt, "en" or "zh"; empty is "en"
	Docker0 bool   // the built-in engine begins with the lab, as a real one does: docker0 and its rules are there from the start
	BIP     string // docker0's address, as dockerd's --bip: "172.17.42.1/16"; empty is Docker's default

	// OnMain carries something out on the process's main thread, and gives its error. That thread is moved into the host then: it is where
	// /proc/1, `nsenter -t 1` and `ip link set DEV netns 1` lead to. Where it is nil the thread stays where it is.
	OnMain func(func() error) error

	// Progress is called, while the lab opens, with what takes time. It may be nil.
	Progress func(text string)
}

// frame is the least time between two topologies of [Lab.Changes]: what changes within one frame of a screen is
// shown at once.
const frame = 16 * time.Millisecond

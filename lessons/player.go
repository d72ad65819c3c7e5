package lessons

import (
	"context"
	"io"
	"strings"
	"time"

	"vethlab/lab/probe"
	"vethlab/lab/topo"
)

// Player plays one lesson: on the kernel ([Live]), or from a record of an earlier play ([Replay]). The screen knows
// nothing else. Its methods may be called from one goroutine at a time, but for Changes, Namespace, Ping and Topology.
type Player interface {
	// Lesson is what is played. It may have other words before its own than the one that was asked for: why the lab is not as it wishes.
	Lesson() *Lesson
	// Run carries out command number command (from 0) of step number step (from 0), and writes what it prints to out
	// as it comes. The Record is complete also where the command failed; err is for what kept it from running at all.
	Run(ctx context.Context, step, command int, out io.Writer) (Record, error)
	// Seek makes the state that stands before the first command of a step (from 0): forward by what lies between; back,
	// and where the learner typed something, by a reset and a replay. It gives the records of what it ran, from the
	// beginning if it went back.
	Seek(ctx context.Context, step int) ([]Record, error)
	// Type carries out a line that the learner typed, in the same shell. A recording cannot: ErrRecording.
	Type(ctx context.Context, line string, out io.Writer) (status int, err error)
	// Namespace is the name of the namespace in which the next line runs, topo.HostName at first. It never waits.
	Namespace() string
	// Runs tells whether the shell could run something of that name; a recording says so of all. It never waits.
	Runs(name string) bool
	// Topology is the newest that was read.
	Topology() topo.Topology
	// Changes gives each new topology, whoever made the change; those that come faster than they are taken are left out.
	// It is closed by Close.
	Changes() <-chan topo.Topology
	// Ping sends an echo a second until ctx ends, and calls each for every outcome. In a recording it gives ErrRecording.
	Ping(ctx context.Context, ping Ping, each func(probe.Reply)) error
	// Close ends the play, and its lab.
	Close() error
}

// Record is what one command did: a line of `run --json`, of a recording, and of the golden tests.
type Record struct {
	Step      int           `json:"step"`      // from 1
	Namespace string        `json:"namespace"` // in which the command ran
	Command   string        `json:"command"`
	Output    string        `json:"output"` // both outputs, as they came
	Status    int           `json:"status"`
	Duration  time.Duration `json:"duration_ns"`
	Topology  topo.Topology `json:"topology"` // after the command

	Before topo.Topology `json:"-"` // before it; a recording has it of the record before
}

// Failed tells whether the command failed.
func (r Record) Failed() bool { return Failed(r.Command, r.Status) }

// Failed tells whether a line that ended with that exit status failed. An `exit` without a number gives the status of the command before it,
// says bash(1): of itself it tells nothing.
func Failed(line string, status int) bool { return status != 0 && strings.TrimSpace(line) != "exit" }

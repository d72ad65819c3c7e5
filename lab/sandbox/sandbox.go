// Package sandbox makes the namespaces that a lab lives in, and tells why a machine does not allow them.
//
// A lab is this program once more: [Enter] starts it anew inside fresh network, mount, pid, uts and ipc namespaces, for an ordinary
// user inside a fresh user namespace too (user_namespaces(7)), and waits for it outside. There the program is process 1,
// and root. /run is a tmpfs, /proc and /sys are mounted anew, and limits keep a runaway loop from the machine.
//
// Nothing is left behind, whatever ends it. The kernel ends all processes of a pid namespace with its first, and frees
// their mounts, namespaces and links. The first process ends with the one outside (PR_SET_PDEATHSIG, prctl(2), and a
// pipe that is closed then). The terminal is put right by the process outside, or, where that was killed as well, by a
// third one, the guard.
package sandbox

import "fmt"

// Refusal is why this machine does not allow a lab.
type Refusal struct {
	Call string // what was refused: "clone", "mount proc on /proc"
	Why  string // the cause, as far as it can be told
	Cure string // the command, or the deed, that allows it
	Err  error  // what the kernel answered
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s: %v (%s)", r.Call, r.Err, r.Why) }

// Unwrap gives the kernel's answer.
func (r *Refusal) Unwrap() error { return r.Err }

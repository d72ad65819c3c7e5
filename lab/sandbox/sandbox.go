// Package sandbox makes the fresh user, network, mount, pid, uts and ipc namespaces that a lab lives in, and tells why a
// machine does not allow them.
package sandbox

import "fmt"

// Refusal is why this machine does not allow a lab.
type Refusal struct {
	Call string // what was refused: "clone(CLONE_NEWUSER|…)", "mount proc on /proc"
	Why  string // the cause, as far as it can be told
	Cure string // the exact command that allows it
	Err  error  // what the kernel answered
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s: %v", r.Call, r.Err) }

// Unwrap gives the kernel's answer.
func (r *Refusal) Unwrap() error { return r.Err }

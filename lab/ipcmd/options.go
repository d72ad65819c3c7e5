package ipcmd

// Family is the -4 or -6 (or -family) before an object.
type Family int

// The families that `ip` here knows; Unspec is none given.
const (
	Unspec Family = iota
	Inet
	Inet6
)

// Options are the flags before the object (ip(8), OPTIONS).
type Options struct {
	Netns   string // -n, -netns: the name of the namespace to act in
	Family  Family // -4, -6, -f
	Brief   bool   // -br
	OneLine bool   // -o
}

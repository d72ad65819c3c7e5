//go:build linux

// Package netns makes, opens and enters network namespaces. It is the only place of the program that locks threads
// and switches their namespace (setns(2), unshare(2)), so that no goroutine is ever left in the wrong one.
package netns

import "vethlab/lab/topo"

// Namespace is an open network namespace: a file descriptor of nsfs, which keeps it alive until Close.
type Namespace struct {
	fd int
	id topo.ID
}

// ID tells the namespace from every other.
func (n *Namespace) ID() topo.ID { return n.id }

// Fd is the open file descriptor; it is the Namespace's own, and closed by Close.
func (n *Namespace) Fd() int { return n.fd }

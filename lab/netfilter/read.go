//go:build linux

// Package netfilter carries out the typed commands of package nftcmd in the kernel, and reads the rules that it has.
package netfilter

import (
	"vethlab/lab/netns"
	"vethlab/lab/topo"
)

// Read gives the tables of a namespace, nil if it has none.
func Read(ns *netns.Namespace) ([]topo.Table, error) { return nil, nil }

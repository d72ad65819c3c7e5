//go:build !linux

package main

// asContainer does nothing: there are no containers here.
func asContainer() {}

//go:build !linux

package lab

import "context"

// Diagnose finds nothing: network namespaces are Linux's.
func Diagnose(context.Context) []Ability { return nil }

// Lacking finds nothing either.
func Lacking(context.Context, []string) []Ability { return nil }

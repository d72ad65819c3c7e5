//go:build linux

package shell

func (c *command) sysctl(words []string) int { return 1 }

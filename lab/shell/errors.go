//go:build linux

package shell

import (
	"errors"
	"fmt"
	"syscall"
)

// prefix is what bash puts before its errors: "bash: line 3:", or "bash:" at a prompt.
func (b *bash) prefix() string {
	if !b.numbers {
		return b.name + ":"
	}
	return fmt.Sprintf("%s: line %d:", b.name, b.line.Load())
}

// strerror is glibc's text for an error of the kernel; Go's own differs in the case of the first letter.
func strerror(err error) string {
	text := err.Error()
	var number syscall.Errno
	if errors.As(err, &number) {
		text = number.Error()
	}
	if text != "" && text[0] >= 'a' && text[0] <= 'z' {
		text = string(text[0]-'a'+'A') + text[1:]
	}
	return text
}

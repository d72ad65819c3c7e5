// Package nftcmd is nft(8) as typed commands.
package nftcmd

// Command is a script of nft: one transaction, all of it or nothing.
type Command struct{ Text string }

// ParseScript takes a script as `nft -f` does; file is its name in errors.
func ParseScript(text, file string) (Command, error) { return Command{text}, nil }

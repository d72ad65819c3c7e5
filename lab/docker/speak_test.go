package docker

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/docker/docker/client"

	"vethlab/lab/container"
)

// realClient is the docker whose words ours are.
const realClient = "/usr/bin/docker"

// needRealClient leaves a test out where there is no docker of the version that is followed; others say some things otherwise.
func needRealClient(t *testing.T) {
	t.Helper()
	said, err := exec.Command(realClient, "--version").Output()
	version, _, _ := strings.Cut(follows, ".24")
	if err == nil && strings.HasPrefix(string(said), "Docker version "+version) {
		return
	}
	reason := fmt.Sprintf("%s is not docker %s: %v %s", realClient, version, err, said)
	if os.Getenv("CI") != "" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// spoken is what a command said, and its status.
type spoken struct {
	out, err string
	status   int
}

func speakReal(t *testing.T, socket string, stdin string, words []string) spoken {
	t.Helper()
	c := exec.Command(realClient, words...)
	c.Env = append(os.Environ(), "DOCKER_HOST=unix://"+socket, "DOCKER_CONFIG="+t.TempDir())
	var out, err strings.Builder
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &out, &err
	// The status tells.
	_ = c.Run()
	return spoken{out.String(), err.String(), c.ProcessState.ExitCode()}
}

func speakOurs(ctx context.Context, e container.Engine, stdin string, words []string) spoken {
	var out, err strings.Builder
	status := Main(ctx, e, words, Streams{In: strings.NewReader(stdin), Out: &out, Err: &err, Env: os.LookupEnv})
	return spoken{out.String(), err.String(), status}
}

func (s spoken) String() string {
	return fmt.Sprintf("%s--- standard error:\n%s--- status %d\n", s.out, s.err, s.status)
}

// clientOf speaks to the Engine at a socket.
func clientOf(t *testing.T, socket string) *client.Client {
	t.Helper()
	c, err := client.NewClientWithOpts(client.WithHost("unix://"+socket), client.WithAPIVersionNegotiation())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

//go:build linux

package dockerd

import (
	"archive/tar"
	"bufio"
	"context"
	"debug/elf"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/image"
)

// imageName is what the image is called before a script calls it otherwise.
const imageName = "vethlab"

// searchPath is where a container looks for programs, as in most images of the Docker Hub.
const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// checkProgram refuses a binary that would not run in a root without libraries.
func (e *Engine) checkProgram(context.Context) error {
	f, err := elf.Open(e.config.Program)
	if err != nil {
		return fmt.Errorf("make an image of %s: %w", e.config.Program, err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			return fmt.Errorf("make an image of %s: it is linked dynamically, as with cgo or -race, and an image holds no libraries: "+
				"build vethlab with CGO_ENABLED=0", e.config.Program)
		}
	}
	return nil
}

// makeImage hands the image to the engine, as `docker import` does.
func (e *Engine) makeImage(ctx context.Context) error {
	r, w := io.Pipe()
	writing := make(chan error, 1)
	go func() {
		err := writeImage(w, e.config.Program, e.config.Names)
		w.CloseWithError(err)
		writing <- err
	}()
	id, err := e.importImage(ctx, r)
	r.CloseWithError(io.ErrClosedPipe)
	if failed := <-writing; failed != nil && !errors.Is(failed, io.ErrClosedPipe) {
		err = errors.Join(err, failed)
	}
	if err != nil {
		return fmt.Errorf("make an image: %w", err)
	}
	e.image = id
	return nil
}

func (e *Engine) importImage(ctx context.Context, r io.Reader) (id string, err error) {
	answer, err := e.direct.ImageImport(ctx, image.ImportSource{Source: r, SourceName: "-"}, imageName,
		image.ImportOptions{Changes: []string{`CMD ["/bin/sh"]`, "ENV PATH=" + searchPath}})
	if err != nil {
		return "", err
	}
	defer answer.Close()
	for d := json.NewDecoder(bufio.NewReader(answer)); ; {
		var said struct{ Status, Error string }
		err := d.Decode(&said)
		switch {
		case errors.Is(err, io.EOF) && id != "":
			return id, nil
		case errors.Is(err, io.EOF):
			return "", errors.New("the engine told no id")
		case err != nil:
			return "", err
		case said.Error != "":
			return "", errors.New(said.Error)
		case strings.HasPrefix(said.Status, "sha256:"):
			id = said.Status
		}
	}
}

// writeImage writes a root: our binary, a link to it for each name, and the folders that programs look for.
func writeImage(w io.Writer, program string, names []string) error {
	t := tar.NewWriter(w)
	for _, dir := range []string{"bin", "dev", "etc", "home", "proc", "root", "run", "sbin", "sys", "tmp", "usr", "usr/bin", "usr/sbin", "var"} {
		mode := int64(0o755)
		if dir == "tmp" {
			mode = 0o1777
		}
		if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: dir + "/", Mode: mode}); err != nil {
			return err
		}
	}
	links := map[string]string{"var/run": "/run"}
	for _, name := range append([]string{"sh", "bash"}, names...) {
		links[path.Join("bin", name)] = imageName
	}
	for at, to := range links {
		if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeSymlink, Name: at, Linkname: to, Mode: 0o777}); err != nil {
			return err
		}
	}
	for name, text := range map[string]string{"passwd": "root:x:0:0:root:/root:/bin/sh\n", "group": "root:x:0:\n"} {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: "etc/" + name, Mode: 0o644, Size: int64(len(text))}
		if err := writeFile(t, header, strings.NewReader(text)); err != nil {
			return err
		}
	}
	f, err := os.Open(program)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	header := &tar.Header{Typeflag: tar.TypeReg, Name: "bin/" + imageName, Mode: 0o755, Size: info.Size()}
	return errors.Join(writeFile(t, header, f), t.Close())
}

func writeFile(t *tar.Writer, header *tar.Header, r io.Reader) error {
	if err := t.WriteHeader(header); err != nil {
		return err
	}
	_, err := io.Copy(t, r)
	return err
}

// Import makes names known as names of the image. A name that Docker would not have is left to Docker to refuse.
func (e *Engine) Import(ctx context.Context, names ...string) error {
	e.importing.Lock()
	defer e.importing.Unlock()
	for _, name := range names {
		if err := e.importOne(ctx, name); err != nil {
			return fmt.Errorf("make image %s known: %w", name, err)
		}
	}
	return nil
}

func (e *Engine) importOne(ctx context.Context, name string) error {
	_, err := e.direct.ImageInspect(ctx, name)
	if cerrdefs.IsNotFound(err) {
		err = e.direct.ImageTag(ctx, e.image, name)
	}
	if cerrdefs.IsInvalidArgument(err) {
		return nil
	}
	return err
}

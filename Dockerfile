# The binary alone on a small Debian: everything it needs besides a database is built in.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY config config
COPY crates crates
COPY migrations migrations
COPY tests tests
RUN cargo build --release --locked --package motcua

FROM debian:bookworm-slim
# TLS to a bucket trusts the certificates of the machine.
RUN apt-get update && apt-get install -yq --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/motcua motcua
COPY --from=build /source/target/release/motcua /usr/local/bin/motcua
USER motcua
WORKDIR /var/lib/motcua
# So that a volume put there belongs to the server.
RUN mkdir motcua-files
EXPOSE 8080
# The shell gives its place to the server, so that a stop reaches it.
CMD ["sh", "-c", "motcua migrate && exec motcua serve"]

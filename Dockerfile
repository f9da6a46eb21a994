# One image for all services; the command chooses the service:
#   docker run … dinglane node packages/ingress/src/main.ts
# Valid for the classic builder and for BuildKit alike.

ARG NODE_IMAGE=node:24-bookworm-slim

# The manifests alone, so that the layer with the dependencies is rebuilt only when one of them has changed.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
RUN find packages -mindepth 2 -maxdepth 2 ! -name package.json -exec rm -rf {} +

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
# Where npm's packages come from, if not from the usual place: --build-arg NPM_CONFIG_REGISTRY=https://…
ARG NPM_CONFIG_REGISTRY
ARG PNPM_VERSION=12.21.0
COPY --from=manifests /app ./
# --filter-prod, because --filter would follow development dependencies into the test packages.
# Type declarations and source maps are a quarter of the bytes, and nothing reads them at run time; without pnpm's notes
# of when and where it installed, two builds of one lockfile hold the same files.
RUN set -eu; \
    registry="${NPM_CONFIG_REGISTRY:-}"; \
    if [ -z "$registry" ]; then unset NPM_CONFIG_REGISTRY; else export pnpm_config_registry="$registry"; fi; \
    npm install --global --no-audit --no-fund "pnpm@${PNPM_VERSION}"; \
    pnpm install --prod --frozen-lockfile \
      --filter-prod "@dinglane/ingress..." \
      --filter-prod "@dinglane/chat-worker..." \
      --filter-prod "@dinglane/image-worker..." \
      --filter-prod "@dinglane/admin-worker..." \
      --filter-prod "@dinglane/dashboard..." \
      --filter-prod "@dinglane/simulator..." \
      --filter-prod "@dinglane/launcher..." \
      --filter-prod "@dinglane/doctor..."; \
    find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete; \
    rm node_modules/.modules.yaml node_modules/.pnpm-workspace-state*.json

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    PORT=8090 \
    HEALTH_PORT=8090 \
    DASHBOARD_HOST=0.0.0.0 \
    DASHBOARD_PORT=8090
WORKDIR /app
# Owned by root and not writable by the user that runs it.
COPY --from=dependencies /app ./
COPY packages packages
# config.yml, config.json and prompt.yml are looked for in the working directory. The links lead to where compose mounts
# ./config; until a file is put there they lead nowhere, which counts as no file.
RUN mkdir config \
 && ln -s config/config.yml config.yml \
 && ln -s config/config.json config.json \
 && ln -s config/prompt.yml prompt.yml
# Where admin-worker keeps transcripts: a volume that is mounted here begins with these rights.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 8090
# Every service answers its probes on 8090. Alive, not ready: a Redis that is away is no reason to replace a service.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8090/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No entry point of the base image in between: the command is process 1 and gets the signals.
ENTRYPOINT []
CMD ["node", "packages/ingress/src/main.ts"]

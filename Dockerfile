# An image with the command line alone: the packed package, which needs no other.
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json LICENSE README.md ./
COPY scripts scripts
COPY bin bin
COPY schemas schemas
COPY src src
RUN npm run build
RUN mkdir -p /opt/tower \
  && tar -xzf "$(npm pack --ignore-scripts --silent)" -C /opt/tower --strip-components=1

FROM node:24-slim
COPY --from=build /opt/tower /opt/tower
# State of a watch goes to /var/lib/tower, where a volume belongs; compiled code to /opt/tower-cache.
RUN ln -s /opt/tower/bin/tower.js /usr/local/bin/tower \
  && mkdir -p /work /var/lib/tower /opt/tower-cache \
  && chown 1000:1000 /work /var/lib/tower /opt/tower-cache
ENV NODE_COMPILE_CACHE=/opt/tower-cache
USER 1000:1000
# Node keeps compiled code by user, so that the one who is going to run everything once does it here.
RUN mkdir /tmp/warm \
  && cd /tmp/warm \
  && printf 'tower: v1\nconfig: { name: warm }\nsystems: { web: { type: service } }\n' > tower.yaml \
  && tower --version \
  && tower validate -o json \
  && tower evaluate -o json -o junit=a.xml -o sarif=a.sarif -o gitlab=a.json -o github=a.txt -o markdown=a.md \
  && tower test --allow-empty \
  && printf '{ "at": "2026-01-01T00:00:00Z" }' > batch.json \
  && tower watch --once --signals batch.json --state state \
  && rm -r /tmp/warm
WORKDIR /work
ENTRYPOINT ["tower"]
CMD ["--help"]

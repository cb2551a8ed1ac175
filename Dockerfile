# A small image; every package is pinned by hash.
FROM python:3.11-slim AS build
COPY requirements.lock /
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /requirements.lock

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home firefighter && install -d -o firefighter /data
COPY --from=build /opt/venv /opt/venv
COPY firefighter /app/firefighter
COPY migrations /app/migrations
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/firefighter.db
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
# Without a proxy: proxies in the environment are for external hosts.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 3000, timeout=4); c.request('GET', '/health'); exit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "firefighter"]
CMD ["run", "--host", "0.0.0.0"]

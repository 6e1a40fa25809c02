using System.Collections.Concurrent;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Regions.Serving;

/// <summary>Hands the requests of other nodes to the region of their kind. Thread-safe.</summary>
internal sealed class RegionService : ITransportService
{
    private readonly ConcurrentDictionary<string, IRegionEndpoint> _endpoints = new(StringComparer.Ordinal);
    private readonly BytesCache<IRegionEndpoint> _known = new(64);

    /// <inheritdoc/>
    public ServiceNumber Number => ServiceNumber.Regions;

    internal void Add(string kind, IRegionEndpoint endpoint)
    {
        if (!_endpoints.TryAdd(kind, endpoint))
        {
            throw new ArgumentException($"The kind '{kind}' has a region already.", nameof(kind));
        }
    }

    /// <inheritdoc/>
    public void OnRequest(InboundCall call, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var kind = reader.Bytes();
        if (!_known.TryGet(kind, out var endpoint))
        {
            var name = System.Text.Encoding.UTF8.GetString(kind);
            if (!_endpoints.TryGetValue(name, out endpoint))
            {
                call.Refuse(RefuseCode.UnknownService, $"this node serves no entities of kind '{name}'.");
                return;
            }

            _known.Set(kind, endpoint);
        }

        endpoint.Serve(call, reader);
    }

    /// <inheritdoc/>
    public void OnTell(NodeId from, ReadOnlySpan<byte> body)
    {
        // Every request to an entity wants an answer.
    }
}

using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Regions.Serving;

/// <summary>Serves the requests of other nodes for one kind of entity.</summary>
internal interface IRegionEndpoint
{
    /// <summary>Handles a request; the kind was read.</summary>
    /// <exception cref="WireException">It is malformed.</exception>
    void Serve(InboundCall call, WireReader reader);
}

namespace FlexCore.Cluster.Transport;

/// <summary>The services of a node. The numbers are the wire protocol.</summary>
internal enum ServiceNumber : byte
{
    /// <summary>Commands and reads of entities.</summary>
    Regions = 1,

    /// <summary>Messages and subscriptions of topics.</summary>
    Topics = 2,

    /// <summary>Whether another node is alive, seen from here.</summary>
    Probes = 3,

    /// <summary>Answers what it is sent: for measurements and tests.</summary>
    Echo = 4,
}

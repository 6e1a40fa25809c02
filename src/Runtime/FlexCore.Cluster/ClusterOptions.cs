using FlexCore.Application.Cluster;

namespace FlexCore.Cluster;

/// <summary>Membership, leases and shards of one node of a cluster. Equal on all nodes but for the node's name and roles.</summary>
public sealed class ClusterOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.cluster";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The node's name, unique in the cluster. Empty means the machine's name.</summary>
    /// <value>Empty; up to 100 characters of <c>a-z A-Z 0-9 . _ -</c>.</value>
    public string NodeName { get; set; } = "";

    /// <summary>What the node may be used for, separated by commas. Empty means everything.</summary>
    /// <value>Empty.</value>
    public string Roles { get; set; } = "";

    /// <summary>The role that a node must have to own shards. Empty means that every node may.</summary>
    /// <value>Empty.</value>
    public string ShardRole { get; set; } = "";

    /// <summary>How often a node says in the database that it lives, and learns what has changed.</summary>
    /// <value>2 s; from 10 ms to 1 hour.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How old a heartbeat may be, by the database's clock, before the leader declares its node down. A node without a heartbeat for two thirds of it stops
    /// acknowledging writes.
    /// </summary>
    /// <value>10 s; from four times the heartbeat interval to 1 day.</value>
    public TimeSpan MemberTtl { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one statement of the cluster's tables may take before it counts as failed.</summary>
    /// <value>3 s; from 10 ms to 1 hour.</value>
    public TimeSpan DatabaseTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a node probes others over the network.</summary>
    /// <value>1 s; from 10 ms to 1 hour.</value>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a healthy node waits for the answer to a probe. A node that is slow itself waits up to four times as long.</summary>
    /// <value>1 s; from 10 ms to 1 hour.</value>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many probes in a row must fail before a node is suspected.</summary>
    /// <value>3; from 1 to 100.</value>
    public int ProbesMissed { get; set; } = 3;

    /// <summary>How many others a node probes: its successors in the ring of members.</summary>
    /// <value>3; from 1 to 100, and not below <see cref="Votes"/>.</value>
    public int ProbeTargets { get; set; } = 3;

    /// <summary>How many members must suspect a node before it is declared down; fewer when fewer members are alive.</summary>
    /// <value>2; from 1 to 10.</value>
    public int Votes { get; set; } = 2;

    /// <summary>How long a vote counts.</summary>
    /// <value>1 minute; from <see cref="ProbeInterval"/> to 1 day.</value>
    public TimeSpan VoteTtl { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the leader and the node of a singleton keep their lease after its last renewal, by the database's clock.</summary>
    /// <value>10 s; from 100 ms to 1 hour.</value>
    public TimeSpan LeaseTtl { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a shard that moves may take to answer the commands it has accepted; then the rest is dropped.</summary>
    /// <value>10 s; from 10 ms to 1 hour.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a leaving node hands off its shards before it ends without.</summary>
    /// <value>30 s; from 10 ms to 1 hour.</value>
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most shards that move at once to balance the nodes. Shards without a living owner are never held back.</summary>
    /// <value>16; from 1 to 65,536.</value>
    public int MovesMax { get; set; } = 16;

    /// <summary>The most shards that one node recovers at once.</summary>
    /// <value>16; from 1 to 65,536.</value>
    public int StartsMax { get; set; } = 16;

    /// <summary>The pause before a component that failed (a singleton, a shard's recovery) is started again.</summary>
    /// <value>1 s; from 10 ms to 1 hour.</value>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long members that are down stay in the table, for the eyes of operators.</summary>
    /// <value>1 day; from 1 minute to 365 days.</value>
    public TimeSpan DownRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a node without a heartbeat goes on acknowledging writes: two thirds of <see cref="MemberTtl"/>.</summary>
    internal TimeSpan ServeFor => MemberTtl * 2 / 3;

    /// <summary>How old a heartbeat makes its node no voter any more.</summary>
    internal TimeSpan StaleAfter => HeartbeatInterval * 3;

    /// <summary>The pause after a statement that failed.</summary>
    internal TimeSpan RetryDelay => HeartbeatInterval / 4;

    /// <summary>How often leases are renewed and looked at.</summary>
    internal TimeSpan LeaseInterval => LeaseTtl / 4;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ClusterOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        var least = TimeSpan.FromMilliseconds(10);
        OptionRules.Require(NodeName.Length == 0 || NodeId.IsName(NodeName), $"{Section}.node-name", $"'{NodeName}'", "of up to 100 characters of a-z A-Z 0-9 . _ -");
        foreach (var role in RoleList.Append(ShardRole))
        {
            OptionRules.Require(role.Length <= 100 && role.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'), $"{Section}.roles and shard-role", $"'{role}'", "of names with a-z A-Z 0-9 . _ -");
        }

        OptionRules.RequireRange($"{Section}.heartbeat-interval", HeartbeatInterval, least, Hour);
        OptionRules.RequireRange($"{Section}.member-ttl", MemberTtl, HeartbeatInterval * 4, TimeSpan.FromDays(1));
        OptionRules.RequireRange($"{Section}.database-timeout", DatabaseTimeout, least, Hour);
        OptionRules.RequireRange($"{Section}.probe-interval", ProbeInterval, least, Hour);
        OptionRules.RequireRange($"{Section}.probe-timeout", ProbeTimeout, least, Hour);
        OptionRules.RequireRange($"{Section}.probes-missed", ProbesMissed, 1, 100);
        OptionRules.RequireRange($"{Section}.votes", Votes, 1, 10);
        OptionRules.RequireRange($"{Section}.probe-targets", ProbeTargets, Votes, 100);
        OptionRules.RequireRange($"{Section}.vote-ttl", VoteTtl, ProbeInterval, TimeSpan.FromDays(1));
        OptionRules.RequireRange($"{Section}.lease-ttl", LeaseTtl, TimeSpan.FromMilliseconds(100), Hour);
        OptionRules.RequireRange($"{Section}.drain-timeout", DrainTimeout, least, Hour);
        OptionRules.RequireRange($"{Section}.leave-timeout", LeaveTimeout, least, Hour);
        OptionRules.RequireRange($"{Section}.moves-max", MovesMax, 1, 65_536);
        OptionRules.RequireRange($"{Section}.starts-max", StartsMax, 1, 65_536);
        OptionRules.RequireRange($"{Section}.restart-delay", RestartDelay, least, Hour);
        OptionRules.RequireRange($"{Section}.down-retention", DownRetention, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
    }

    internal IEnumerable<string> RoleList => Roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

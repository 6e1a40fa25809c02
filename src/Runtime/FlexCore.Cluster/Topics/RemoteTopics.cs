using System.Collections.Immutable;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Topics;

/// <summary>Which other nodes have subscribers of which topics, as they have told.</summary>
/// <remarks>Thread-safe. Publishing reads an immutable index without a lock; what nodes tell replaces it under a lock.</remarks>
internal sealed class RemoteTopics
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, Known> _nodes = [];
    private ImmutableDictionary<TopicName, ImmutableArray<Member>> _index = ImmutableDictionary<TopicName, ImmutableArray<Member>>.Empty;

    /// <summary>Something was learned of a node. Raised under the lock: only set a signal.</summary>
    internal event Action<NodeId>? Learned;

    /// <summary>The nodes with subscribers of a topic.</summary>
    internal ImmutableArray<Member> NodesOf(TopicName name) => Volatile.Read(ref _index).TryGetValue(name, out var nodes) ? nodes : [];

    /// <summary>The version that is known of a node; -1 when nothing is known.</summary>
    internal long VersionOf(NodeId node)
    {
        lock (_gate)
        {
            return _nodes.TryGetValue(node, out var known) ? known.Version : -1;
        }
    }

    /// <summary>Applies one change.</summary>
    /// <returns>Whether it follows what is known, or is older; when not, changes between are missing.</returns>
    internal bool TryApply(NodeId node, long version, TopicName name, bool isAdded)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(node, out var known) || version > known.Version + 1)
            {
                return false;
            }

            if (version <= known.Version)
            {
                return true;
            }

            known.Version = version;
            if (isAdded ? known.Names.Add(name) : known.Names.Remove(name))
            {
                Index(name, known.Member, isAdded);
            }

            Learned?.Invoke(node);
            return true;
        }
    }

    /// <summary>Replaces all that is known of a node, unless newer is known.</summary>
    internal void Replace(Member member, long version, IReadOnlyCollection<TopicName> names)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(member.Id, out var known) && known.Version > version)
            {
                return;
            }

            Forget(member.Id);
            var fresh = new Known(member, version, [.. names]);
            _nodes.Add(member.Id, fresh);
            foreach (var name in fresh.Names)
            {
                Index(name, member, isAdded: true);
            }

            Learned?.Invoke(member.Id);
        }
    }

    /// <summary>Forgets the nodes that are no members.</summary>
    internal void Retain(IReadOnlySet<NodeId> members)
    {
        lock (_gate)
        {
            foreach (var node in _nodes.Keys.Where(node => !members.Contains(node)).ToArray())
            {
                Forget(node);
                Learned?.Invoke(node);
            }
        }
    }

    private void Forget(NodeId node)
    {
        if (_nodes.Remove(node, out var known))
        {
            foreach (var name in known.Names)
            {
                Index(name, known.Member, isAdded: false);
            }
        }
    }

    private void Index(TopicName name, Member member, bool isAdded)
    {
        var others = _index.GetValueOrDefault(name, []);
        var nodes = isAdded ? others.Add(member) : others.RemoveAll(other => other.Id == member.Id);
        Volatile.Write(ref _index, nodes.IsEmpty ? _index.Remove(name) : _index.SetItem(name, nodes));
    }

    private sealed class Known(Member member, long version, HashSet<TopicName> names)
    {
        public Member Member { get; } = member;

        public long Version { get; set; } = version;

        public HashSet<TopicName> Names { get; } = names;
    }
}

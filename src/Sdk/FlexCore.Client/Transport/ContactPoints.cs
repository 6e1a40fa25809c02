namespace FlexCore.Client.Transport;

/// <summary>The nodes that a client may ask: the configured ones for ever, and the members that it has learned of. Asked first is the one that answered last.</summary>
/// <remarks>Thread-safe: one lock guards three fields, and nothing is called while it is held.</remarks>
internal sealed class ContactPoints
{
    /// <summary>The most members that are remembered beside the configured nodes.</summary>
    public const int LearnedMax = 64;

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<Uri> _configured;
    private readonly bool _onlySecure;
    private IReadOnlyList<Uri> _all;
    private Uri _preferred;

    /// <summary>Creates the list.</summary>
    /// <param name="configured">The configured nodes, at least one.</param>
    public ContactPoints(IReadOnlyList<Uri> configured)
    {
        _configured = [.. configured.Distinct()];
        _onlySecure = _configured.All(node => node.Scheme == Uri.UriSchemeHttps);
        _all = _configured;
        _preferred = _configured[0];
    }

    /// <summary>All of them, the one to ask first in front and the others in the order of the list behind it.</summary>
    public IReadOnlyList<Uri> InOrder
    {
        get
        {
            lock (_gate)
            {
                var first = IndexOf(_preferred);
                return [.. _all.Skip(first), .. _all.Take(first)];
            }
        }
    }

    /// <summary>Says that a node has answered.</summary>
    /// <param name="node">The node.</param>
    public void Prefer(Uri node)
    {
        lock (_gate)
        {
            // It may have been forgotten while it answered.
            _preferred = _all.Contains(node) ? node : _preferred;
        }
    }

    /// <summary>Says that a node is of no use now: others are asked first. What another call has found out meanwhile stays.</summary>
    /// <param name="node">The node.</param>
    public void Leave(Uri node)
    {
        lock (_gate)
        {
            if (_preferred == node)
            {
                _preferred = _all[(IndexOf(node) + 1) % _all.Count];
            }
        }
    }

    /// <summary>Takes the members of the cluster in place of those learned before. Who is configured with https only learns of no other.</summary>
    /// <param name="members">Their URLs.</param>
    public void Learn(IEnumerable<Uri> members)
    {
        var known = members.Where(IsUsable).Where(node => !_configured.Contains(node)).Distinct().Take(LearnedMax).ToList();
        lock (_gate)
        {
            _all = [.. _configured, .. known];
            _preferred = _all.Contains(_preferred) ? _preferred : _configured[0];
        }
    }

    private bool IsUsable(Uri node) =>
        node.IsAbsoluteUri && (node.Scheme == Uri.UriSchemeHttps || (node.Scheme == Uri.UriSchemeHttp && !_onlySecure)) && node.UserInfo.Length == 0;

    private int IndexOf(Uri node)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            if (_all[i] == node)
            {
                return i;
            }
        }

        return 0;
    }
}

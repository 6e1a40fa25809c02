using FlexCore.Application.Nodes;

namespace FlexCore.Hosting.Modules;

/// <summary>Who sent the message in whose scope this is made. Inject it into services that live as long as a message.</summary>
/// <remarks>Belongs to one scope; set once before anything else in it is made.</remarks>
public sealed class CurrentCall
{
    private NodeCall? _call;

    internal CurrentCall()
    {
    }

    /// <summary>Tenant, principal and chain of work.</summary>
    /// <exception cref="InvalidOperationException">The scope is none of a message.</exception>
    public NodeCall Value
    {
        get => _call ?? throw new InvalidOperationException("This scope was not opened for a command, a query or a subscriber, so nobody has sent anything in it.");
        internal set => _call = value;
    }
}

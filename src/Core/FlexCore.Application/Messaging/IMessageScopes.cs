using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>Opens the scope in which one message is handled: its handler and the services of that message live in it.</summary>
/// <remarks>Thread-safe; each scope belongs to one message.</remarks>
public interface IMessageScopes
{
    /// <summary>Opens a scope.</summary>
    /// <param name="call">Who sent the message.</param>
    IMessageScope Open(NodeCall call);
}

/// <summary>The scope of one message. Disposing it disposes what was made in it.</summary>
public interface IMessageScope : IAsyncDisposable
{
    /// <summary>The services of this message.</summary>
    IServiceProvider Services { get; }
}

using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>Takes commands to their handlers.</summary>
/// <remarks>
/// <para>Each command passes the same steps in the same order: trace, metrics, access, checks, idempotency, transaction, the behaviours of modules, handler. Refusals are values.
/// Faults are <see cref="CommandFailedException"/> when something was committed before, else <see cref="JournalException"/>, <see cref="EntityFailedException"/>,
/// <see cref="AskTimeoutException"/> or what the handler threw.</para>
/// <para>A command that has begun runs to its end; giving up waiting for it does not stop it. With an idempotency key the same command sent again gets the same answer and has no
/// second effect: from this node's memory of answers, and after a crash or on another node because each entity remembers the key. Thread-safe.</para>
/// </remarks>
public interface ICommandBus
{
    /// <summary>The commands that have a handler, by name.</summary>
    IReadOnlyList<MessageDescription> Commands { get; }

    /// <summary>Sends a command.</summary>
    /// <typeparam name="TResult">What its handler answers.</typeparam>
    /// <param name="call">Who asks, in which chain of work, and under which idempotency key.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops waiting; the command may still happen.</param>
    Task<CommandAnswer<TResult>> SendAsync<TResult>(NodeCall call, IBusCommand<TResult> command, CancellationToken cancellationToken = default)
        where TResult : class;

    /// <summary>Sends a command by its name.</summary>
    /// <param name="call">Who asks, in which chain of work, and under which idempotency key.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="body">The command as a JSON object in UTF-8; empty for one without members.</param>
    /// <param name="cancellationToken">Stops waiting; the command may still happen.</param>
    /// <returns>The answer with its result as JSON. An unknown name is the refusal <c>unknown-command</c>.</returns>
    Task<CommandAnswer<JsonResult>> SendAsync(NodeCall call, string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default);
}

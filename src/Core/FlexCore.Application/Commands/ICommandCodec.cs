using System.Buffers;
using FlexCore.Domain;

namespace FlexCore.Application.Commands;

/// <summary>Turns an aggregate's commands into bytes between nodes and back. Their context travels beside them.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <remarks>
/// Implementations are pure and thread-safe. A node reads every version that a node one version older or newer writes; so a new shape is
/// read by one release before the next one writes it.
/// </remarks>
public interface ICommandCodec<TCommand>
    where TCommand : ICommand
{
    /// <summary>The name and version under which a command is written.</summary>
    /// <param name="command">The command.</param>
    /// <exception cref="ArgumentException">The command's class has no name.</exception>
    CommandName NameOf(TCommand command);

    /// <summary>Writes a command without its context.</summary>
    /// <param name="command">The command.</param>
    /// <param name="body">Where to.</param>
    /// <exception cref="ArgumentException">The command's class has no name.</exception>
    void Encode(TCommand command, IBufferWriter<byte> body);

    /// <summary>Reads a command.</summary>
    /// <param name="name">Under which name it was written.</param>
    /// <param name="context">Its context.</param>
    /// <param name="body">What was written; not kept.</param>
    /// <exception cref="UnknownCommandException">The name or version is not known here, or the body does not fit it.</exception>
    TCommand Decode(CommandName name, CommandContext context, ReadOnlySpan<byte> body);
}

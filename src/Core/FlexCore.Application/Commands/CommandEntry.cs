using System.Buffers;

namespace FlexCore.Application.Commands;

/// <summary>How one version of one command is written and read. Immutable.</summary>
/// <param name="Name">Its name and version.</param>
/// <param name="Class">The command's class, when this is the version that is written; otherwise <see langword="null"/>.</param>
/// <param name="Write">Writes it.</param>
/// <param name="Read">Reads it.</param>
/// <param name="Shape">The body's class when it is JSON; otherwise <see langword="null"/>.</param>
internal sealed record CommandEntry<TCommand>(
    CommandName Name, Type? Class, Action<TCommand, IBufferWriter<byte>>? Write, CommandReader<TCommand> Read, Type? Shape);

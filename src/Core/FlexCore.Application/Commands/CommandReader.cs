using FlexCore.Domain;

namespace FlexCore.Application.Commands;

/// <summary>Reads a command that was written in a form of its own.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <param name="context">The command's context.</param>
/// <param name="body">What was written; copy what is kept.</param>
/// <exception cref="FormatException">The body is malformed.</exception>
public delegate TCommand CommandReader<out TCommand>(CommandContext context, ReadOnlySpan<byte> body);

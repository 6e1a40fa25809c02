using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using FlexCore.Domain;

namespace FlexCore.Application.Commands;

/// <summary>The names, versions and shapes of one aggregate's commands between nodes.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CommandRegistry<TCommand> : ICommandCodec<TCommand>
    where TCommand : class, ICommand
{
    private readonly FrozenDictionary<Type, CommandEntry<TCommand>> _byClass;
    private readonly FrozenDictionary<CommandName, CommandEntry<TCommand>> _byName;

    internal CommandRegistry(IEnumerable<CommandEntry<TCommand>> entries)
    {
        _byName = entries.ToFrozenDictionary(entry => entry.Name);
        _byClass = _byName.Values.Where(entry => entry.Class is not null).ToFrozenDictionary(entry => entry.Class ?? typeof(void));
        Registered = [.. _byName.Values.Select(entry => entry.Name).OrderBy(name => name.Name, StringComparer.Ordinal).ThenBy(name => name.Version)];
    }

    /// <summary>Every name and version that can be read, in order.</summary>
    public IReadOnlyList<CommandName> Registered { get; }

    /// <inheritdoc/>
    public CommandName NameOf(TCommand command) => EntryOf(command).Name;

    /// <inheritdoc/>
    public void Encode(TCommand command, IBufferWriter<byte> body) => EntryOf(command).Write?.Invoke(command, body);

    /// <inheritdoc/>
    public TCommand Decode(CommandName name, CommandContext context, ReadOnlySpan<byte> body)
    {
        if (!_byName.TryGetValue(name, out var entry))
        {
            throw new UnknownCommandException(name, "this program knows no command of that name and version; a newer program may have sent it");
        }

        try
        {
            return entry.Read(context, body);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException or OverflowException or NotSupportedException)
        {
            throw new UnknownCommandException(name, $"the body does not fit ({error.Message.TrimEnd('.')})", error);
        }
    }

    private CommandEntry<TCommand> EntryOf(TCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return _byClass.TryGetValue(command.GetType(), out var entry)
            ? entry
            : throw new ArgumentException(
                $"The command class {command.GetType().Name} has no name between nodes: register it with {nameof(CommandRegistryBuilder<TCommand>)}.");
    }
}

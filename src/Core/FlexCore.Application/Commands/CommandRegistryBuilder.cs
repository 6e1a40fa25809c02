using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Domain;

namespace FlexCore.Application.Commands;

/// <summary>Collects the commands of one aggregate as they travel between nodes.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <remarks>Every mistake is found here, at start-up. Not thread-safe; used once by one thread.</remarks>
public sealed class CommandRegistryBuilder<TCommand>
    where TCommand : class, ICommand
{
    private readonly Dictionary<CommandName, CommandEntry<TCommand>> _byName = [];
    private readonly HashSet<Type> _classes = [];

    /// <summary>Registers a command that travels as JSON.</summary>
    /// <typeparam name="T">The command's class; registered once.</typeparam>
    /// <typeparam name="TBody">What travels: the command without its context.</typeparam>
    /// <param name="name">Its name and the version of the body.</param>
    /// <param name="shape">The body's source-generated JSON shape.</param>
    /// <param name="toBody">Makes the body.</param>
    /// <param name="toCommand">Makes the command of body and context.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is malformed, or the name or the class is registered already.</exception>
    public CommandRegistryBuilder<TCommand> Add<T, TBody>(
        CommandName name, JsonTypeInfo<TBody> shape, Func<T, TBody> toBody, Func<CommandContext, TBody, T> toCommand)
        where T : TCommand
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(toBody);
        ArgumentNullException.ThrowIfNull(toCommand);
        return Add(new CommandEntry<TCommand>(name, typeof(T), Write, Reader(shape, toCommand), typeof(TBody)));

        void Write(TCommand command, IBufferWriter<byte> body)
        {
            using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true, Encoder = shape.Options.Encoder });
            JsonSerializer.Serialize(json, toBody((T)command), shape);
        }
    }

    /// <summary>Registers a command that travels in a form of its own.</summary>
    /// <typeparam name="T">The command's class; registered once.</typeparam>
    /// <param name="name">Its name and the version of the form.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is malformed, or the name or the class is registered already.</exception>
    public CommandRegistryBuilder<TCommand> AddBinary<T>(CommandName name, Action<T, IBufferWriter<byte>> write, CommandReader<T> read)
        where T : class, TCommand
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        return Add(new CommandEntry<TCommand>(name, typeof(T), (command, body) => write((T)command, body), read, Shape: null));
    }

    /// <summary>Registers an older or newer version that is read, not written.</summary>
    /// <typeparam name="TBody">What travels in that version.</typeparam>
    /// <param name="name">The name and the version.</param>
    /// <param name="shape">The body's source-generated JSON shape.</param>
    /// <param name="toCommand">Makes the command of body and context.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is malformed or registered already.</exception>
    public CommandRegistryBuilder<TCommand> Read<TBody>(CommandName name, JsonTypeInfo<TBody> shape, Func<CommandContext, TBody, TCommand> toCommand)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(toCommand);
        return Add(new CommandEntry<TCommand>(name, Class: null, Write: null, Reader(shape, toCommand), typeof(TBody)));
    }

    /// <summary>Builds the registry.</summary>
    /// <returns>The immutable registry.</returns>
    /// <exception cref="ArgumentException">A version is read of a command that is never written.</exception>
    public CommandRegistry<TCommand> Build()
    {
        var written = _byName.Values.Where(entry => entry.Class is not null).Select(entry => entry.Name.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _byName.Keys.Where(name => !written.Contains(name.Name)))
        {
            throw new ArgumentException($"The command {name} is read but has no class that writes it: register it with Add.");
        }

        return new CommandRegistry<TCommand>(_byName.Values);
    }

    private static CommandReader<TCommand> Reader<T, TBody>(JsonTypeInfo<TBody> shape, Func<CommandContext, TBody, T> toCommand)
        where T : TCommand =>
        (context, body) => toCommand(context, JsonSerializer.Deserialize(body, shape) ?? throw new JsonException("The body is null"));

    private CommandRegistryBuilder<TCommand> Add(CommandEntry<TCommand> entry)
    {
        var (name, version) = entry.Name;
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (name is not { Length: > 0 and <= 200 }
            || !name.Split('.', '-').All(static word => word.Length > 0 && word.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))))
        {
            throw new ArgumentException($"The command name '{name}' is not valid: use 1 to 200 characters of dot-separated kebab-case words, for example 'pipeline.add-step'.");
        }

        if (!_byName.TryAdd(entry.Name, entry))
        {
            throw new ArgumentException($"The command {entry.Name} is registered twice.");
        }

        if (entry.Class is { } written && !_classes.Add(written))
        {
            throw new ArgumentException($"The class {written.Name} is registered twice, the second time as '{name}': one class is written in one way.");
        }

        return this;
    }
}

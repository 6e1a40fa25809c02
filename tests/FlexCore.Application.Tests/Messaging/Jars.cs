using System.Text.Json.Serialization;
using FlexCore.Application.Events;
using FlexCore.Application.Messaging;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>The aggregate of these tests: a jar holds beans, and never fewer than none.</summary>
public sealed class JarDecider : IDecider<JarState, JarCommand, JarFilled>
{
    public const string Kind = "jar";

    public static IEventCodec<JarFilled> Events { get; } = new EventRegistryBuilder<JarFilled>().Add("jar.filled", 1, JarJson.Default.JarFilled).Build();

    public JarState Initial { get; } = new(0);

    public Decision<JarFilled> Decide(JarState state, JarCommand command) => command.Beans == 0
        ? Decision<JarFilled>.Nothing
        : state.Beans + command.Beans < 0 ? Decision<JarFilled>.Refuse("jar-empty", $"The jar holds {state.Beans}. Take fewer.") : Decision<JarFilled>.Accept(new JarFilled(command.Beans));

    public JarState Evolve(JarState state, JarFilled @event) => new(state.Beans + @event.Beans);
}

public sealed record JarState(long Beans);

public sealed record JarFilled(long Beans);

/// <summary>Puts beans in, or takes them out.</summary>
public sealed record JarCommand(CommandContext Context, long Beans) : ICommand;

/// <summary>The bus command: from one jar (or from nowhere) into another.</summary>
internal sealed record MoveBeans(string To, long Beans, string? From = null) : IBusCommand<JarView>
{
    public static MessageShape<MoveBeans, JarView> Shape { get; } = new("jars.move", JarJson.Default.MoveBeans, JarJson.Default.JarView)
    {
        Summary = "Moves beans.",
        Permission = "jars.write",
        Check = move => move.Beans <= 0 ? [new FieldMistake("beans", $"{move.Beans}", "Send more than 0.")] : [],
    };
}

internal sealed record GetJar(string Jar) : IBusQuery<JarView>
{
    public static MessageShape<GetJar, JarView> Shape { get; } = new("jars.get", JarJson.Default.GetJar, JarJson.Default.JarView) { Reads = ["jar_list"] };
}

internal sealed record JarView(string Jar, long Version);

/// <summary>What is published when beans have moved.</summary>
internal sealed record BeansMoved(string To, long Beans);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JarFilled))]
[JsonSerializable(typeof(MoveBeans))]
[JsonSerializable(typeof(GetJar))]
[JsonSerializable(typeof(JarView))]
internal sealed partial class JarJson : JsonSerializerContext;

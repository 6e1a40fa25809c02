using System.Text;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;
using FsCheck.Fluent;
using static FlexCore.Domain.EventTopics.EventTopicCommand;

namespace FlexCore.Domain.Tests.EventTopics;

/// <summary>Appends of few producers, good and bad.</summary>
internal static class EventTopicCommands
{
    private static readonly Gen<CommandContext> Context = Gen.Frequency(
        (18, Gen.Constant(Contexts.Of("acme"))),
        (1, Gen.Constant(Contexts.Of("other"))),
        (1, Gen.Constant(Contexts.Of("acme", ""))));

    private static readonly Gen<string> Line = Gen.Frequency(
        (20, Gen.Elements("1\n", "{\"a\":\"ü\"}\n", "[]\n")),
        (1, Gen.Elements("\n", "x", "")),
        (1, Gen.Constant("\"" + new string('x', 200_000) + "\"\n")));

    private static readonly Gen<ProducerRow?> Producer = Gen.Frequency<ProducerRow?>(
        (2, Gen.Constant((ProducerRow?)null)),
        (3, from name in Gen.Elements("p", "q") from row in Gen.Choose(0, 12) select new ProducerRow(name, row)),
        (1, from name in Gen.Elements("", "a/b", "-") select new ProducerRow(name, 1)));

    public static Gen<EventTopicCommand> Any =>
        from context in Context
        from lines in Line.ListOf().Resize(5)
        from wrong in Gen.Frequency((15, Gen.Constant(0)), (1, Gen.Elements(-1, 1)))
        from producer in Producer
        select (EventTopicCommand)new Append(context, Encoding.UTF8.GetBytes(string.Concat(lines)), lines.Count + wrong, producer);
}

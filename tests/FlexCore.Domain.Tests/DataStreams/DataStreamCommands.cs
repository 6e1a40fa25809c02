using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;
using FsCheck.Fluent;
using static FlexCore.Domain.DataStreams.DataStreamCommand;

namespace FlexCore.Domain.Tests.DataStreams;

/// <summary>Commands over few run ids, attempts and counters, good and bad.</summary>
internal static class DataStreamCommands
{
    private static readonly string[] Bad = ["", " ", "A B", "ünï", "-x", new string('z', 5_000), "a/b", "\u0000"];

    private static readonly Gen<string> RunId = Mostly(["r1", "r2"]);

    private static readonly Gen<int> Attempt = Gen.Frequency((6, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Choose(-1, 4)));

    private static readonly Gen<StreamCounters> Counters =
        from records in Gen.Choose(-1, 20)
        from errors in Gen.Choose(0, 2)
        select new StreamCounters(records, records, errors, errors);

    private static readonly Gen<CommandContext> Context = Gen.Frequency(
        (18, Gen.Constant(Contexts.Of("acme"))),
        (1, Gen.Constant(Contexts.Of("other"))),
        (1, Gen.Constant(Contexts.Of("acme", ""))));

    public static Gen<DataStreamCommand> Any => Gen.Frequency(
        (2, from c in Context from d in Definition select (DataStreamCommand)new Define(c, "clicks", d)),
        (4, from c in Context from id in RunId select (DataStreamCommand)new Start(c, id, StartMode.Fresh)),
        (5, from c in Context from id in RunId select (DataStreamCommand)new Start(c, id, StartMode.Resume)),
        (8, from c in Context from id in RunId from n in Attempt from cp in Checkpoint select (DataStreamCommand)new RecordCheckpoint(c, id, n, cp)),
        (3, from c in Context from id in RunId from n in Attempt from k in Counters select (DataStreamCommand)new Stop(c, id, n, k, "drained")),
        (2, from c in Context from id in RunId from n in Attempt from k in Counters select (DataStreamCommand)new Complete(c, id, n, k)),
        (2, from c in Context from id in RunId from n in Attempt from e in Mostly(["disk full"]) select (DataStreamCommand)new Fail(c, id, n, e)));

    private static Gen<DataStreamDefinition> Definition =>
        from source in Mostly(["{}"])
        from fingerprint in Gen.Frequency((8, Gen.Constant("f1")), (1, Gen.Constant("f2")), (1, Gen.Elements(Bad)))
        select new DataStreamDefinition("{}", source, "{}", "{}", fingerprint);

    private static Gen<RecordedCheckpoint> Checkpoint =>
        from sequence in Gen.Choose(-1, 8)
        from counters in Counters
        from position in Mostly(["byte 17"])
        select new RecordedCheckpoint(sequence, counters, position);

    private static Gen<string> Mostly(string[] good) => Gen.Frequency((15, Gen.Elements(good)), (1, Gen.Elements(Bad)));
}

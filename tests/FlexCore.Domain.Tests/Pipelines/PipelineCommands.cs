using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;
using FsCheck.Fluent;
using static FlexCore.Domain.Pipelines.PipelineCommand;

namespace FlexCore.Domain.Tests.Pipelines;

/// <summary>Commands over few step and run ids, good and bad.</summary>
internal static class PipelineCommands
{
    private static readonly string[] Bad = ["", " ", "A B", "ünï", "-x", new string('z', 5_000), "a/b", "\u0000"];

    private static readonly Gen<string> StepId = Mostly(["a", "b", "c", "d"]);

    private static readonly Gen<string> RunId = Mostly(["r1", "r2", "r3"]);

    private static readonly Gen<ValueList<string>> StepIds =
        Gen.Elements("a", "b", "c", "d", "x").ListOf().Resize(4).Select(ids => (ValueList<string>)[.. ids]);

    private static readonly Gen<CommandContext> Context = Gen.Frequency(
        (18, Gen.Constant(Contexts.Of("acme"))),
        (1, Gen.Constant(Contexts.Of("other"))),
        (1, Gen.Constant(Contexts.Of("acme", ""))));

    public static Gen<PipelineCommand> Any => Gen.Frequency(
        (2, from c in Context from name in Mostly(["orders"]) select (PipelineCommand)new Create(c, name, "text")),
        (8, from c in Context from step in Step from at in Gen.Choose(-1, 4) select (PipelineCommand)new AddStep(c, step, at < 0 ? null : at)),
        (3, from c in Context from id in StepId select (PipelineCommand)new RemoveStep(c, id)),
        (2, from c in Context from ids in StepIds select (PipelineCommand)new ReorderSteps(c, ids)),
        (2, from c in Context from ids in Gen.Shuffle(["a", "b"]) select (PipelineCommand)new ReorderSteps(c, [.. ids])),
        (6, from c in Context from id in StepId from ids in StepIds select (PipelineCommand)new SetDependencies(c, id, ids)),
        (3, from c in Context select (PipelineCommand)new Activate(c)),
        (6, from c in Context from id in RunId select (PipelineCommand)new Start(c, id)),
        (2, from c in Context select (PipelineCommand)new Pause(c)),
        (2, from c in Context select (PipelineCommand)new Resume(c)),
        (3, from c in Context from id in RunId select (PipelineCommand)new Complete(c, id)),
        (3, from c in Context from id in RunId from error in Mostly(["disk full"]) select (PipelineCommand)new Fail(c, id, error)),
        (3, from c in Context from document in Document select (PipelineCommand)new SetDocument(c, document)),
        (2, from c in Context from document in Document select (PipelineCommand)new Create(c, "orders", "text") { Document = document }),
        (1, from c in Context from name in Mostly(["orders", "bills"]) select (PipelineCommand)new Describe(c, name, "text")),
        (1, from c in Context select (PipelineCommand)new Delete(c)),
        (1, Gen.Frequency((3, Gen.Constant((PipelineCommand)new Activate(Contexts.Of("acme")))), (1, Gen.Constant((PipelineCommand)new Archive(Contexts.Of("acme")))))));

    private static Gen<PipelineDocument> Document =>
        from text in Mostly(["one", "two"])
        from steps in Step.ListOf().Resize(3)
        select new PipelineDocument(text, [.. steps]);

    private static Gen<PipelineStep> Step =>
        from id in StepId
        from definition in Mostly(["{}"])
        from ids in Gen.Frequency((2, Gen.Constant((ValueList<string>)[])), (1, StepIds))
        select new PipelineStep(id, "filter", definition, ids);

    private static Gen<string> Mostly(string[] good) => Gen.Frequency((15, Gen.Elements(good)), (1, Gen.Elements(Bad)));
}

using FlexCore.Application.Privacy.Keys;
using FlexCore.Conformance.Privacy;
using FlexCore.Testing.Storage;

namespace FlexCore.Testing.Tests;

public sealed class InMemorySubjectKeyStoreTests : SubjectKeyStoreConformance
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<ISubjectKeyStore> StartAsync() => Task.FromResult(new InMemoryStore().SubjectKeys);
}

using FlexCore.Application.Catalogs;
using FlexCore.Application.Supervision;
using FlexCore.Application.UseCases;

namespace FlexCore.Hosting.Engine;

/// <summary>What a node does on its engine.</summary>
/// <param name="Catalog">The pipelines.</param>
/// <param name="Supervisor">Keeps streams at work.</param>
/// <param name="Starter">Starts them.</param>
internal sealed record NodeWork(PipelineCatalog Catalog, StreamSupervisor Supervisor, StreamStarter Starter);

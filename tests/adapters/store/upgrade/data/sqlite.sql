BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0020');
CREATE TABLE appointments (
	id INTEGER NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	incident_id BIGINT, 
	payload JSON NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	set_for DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	failures INTEGER NOT NULL, 
	last_error TEXT, 
	CONSTRAINT pk_appointments PRIMARY KEY (id), 
	CONSTRAINT fk_appointments_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id), 
	CONSTRAINT uq_appointments_key UNIQUE ("key")
);
INSERT INTO "appointments" VALUES(33,'remind_of_postmortem 4 draft 2026-02-03T09:31:00+00:00','remind_of_postmortem',4,'{"incident_id": 4, "stage": "draft", "since": "2026-02-03T09:31:00Z"}','kept','2026-02-06 09:31:00.000000','2026-02-06 09:31:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(34,'remind_of_postmortem 4 review 2026-02-03T09:31:00+00:00','remind_of_postmortem',4,'{"incident_id": 4, "stage": "review", "since": "2026-02-03T09:31:00Z"}','kept','2026-02-10 09:31:00.000000','2026-02-10 09:31:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(35,'plan_reminders 4 1 2026-02-20','plan_reminders',4,'{"incident_id": 4, "number": 1, "due": "2026-02-20"}','kept','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(36,'remind_of_follow_up 4 1 2026-02-20 soon','remind_of_follow_up',4,'{"incident_id": 4, "number": 1, "due": "2026-02-20", "late": false}','kept','2026-02-19 09:00:00.000000','2026-02-19 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(37,'remind_of_follow_up 4 1 2026-02-20 late','remind_of_follow_up',4,'{"incident_id": 4, "number": 1, "due": "2026-02-20", "late": true}','kept','2026-02-21 09:00:00.000000','2026-02-21 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(38,'plan_reminders 4 2 2026-03-10','plan_reminders',4,'{"incident_id": 4, "number": 2, "due": "2026-03-10"}','kept','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(39,'remind_of_follow_up 4 2 2026-03-10 soon','remind_of_follow_up',4,'{"incident_id": 4, "number": 2, "due": "2026-03-10", "late": false}','waiting','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(40,'remind_of_follow_up 4 2 2026-03-10 late','remind_of_follow_up',4,'{"incident_id": 4, "number": 2, "due": "2026-03-10", "late": true}','waiting','2026-03-11 09:00:00.000000','2026-03-11 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(41,'plan_reminders 4 3 2026-02-13','plan_reminders',4,'{"incident_id": 4, "number": 3, "due": "2026-02-13"}','kept','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(42,'remind_of_follow_up 4 3 2026-02-13 soon','remind_of_follow_up',4,'{"incident_id": 4, "number": 3, "due": "2026-02-13", "late": false}','kept','2026-02-12 09:00:00.000000','2026-02-12 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(43,'remind_of_follow_up 4 3 2026-02-13 late','remind_of_follow_up',4,'{"incident_id": 4, "number": 3, "due": "2026-02-13", "late": true}','kept','2026-02-14 09:00:00.000000','2026-02-14 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(69,'plan_archiving 4 2026-02-04T10:00:00+00:00','plan_archiving',4,'{"incident_id": 4, "closed_at": "2026-02-04T10:00:00Z", "moved_at": null}','kept','2026-02-04 10:00:00.000000','2026-02-04 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(70,'warn_of_archiving 4 2026-02-04T10:00:00+00:00','warn_of_archiving',4,'{"incident_id": 4, "closed_at": "2026-02-04T10:00:00Z", "moved_at": null}','kept','2026-02-17 10:00:00.000000','2026-02-17 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(278,'plan_reminders 6 1 2026-03-20','plan_reminders',6,'{"incident_id": 6, "number": 1, "due": "2026-03-20"}','kept','2026-02-12 16:00:00.000000','2026-02-12 16:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(279,'remind_of_follow_up 6 1 2026-03-20 soon','remind_of_follow_up',6,'{"incident_id": 6, "number": 1, "due": "2026-03-20", "late": false}','waiting','2026-03-19 09:00:00.000000','2026-03-19 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(280,'remind_of_follow_up 6 1 2026-03-20 late','remind_of_follow_up',6,'{"incident_id": 6, "number": 1, "due": "2026-03-20", "late": true}','waiting','2026-03-21 09:00:00.000000','2026-03-21 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(380,'plan_reminders 8 1 2026-03-11','plan_reminders',8,'{"incident_id": 8, "number": 1, "due": "2026-03-11"}','kept','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(381,'remind_of_follow_up 8 1 2026-03-11 soon','remind_of_follow_up',8,'{"incident_id": 8, "number": 1, "due": "2026-03-11", "late": false}','waiting','2026-03-10 09:00:00.000000','2026-03-10 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(382,'remind_of_follow_up 8 1 2026-03-11 late','remind_of_follow_up',8,'{"incident_id": 8, "number": 1, "due": "2026-03-11", "late": true}','waiting','2026-03-12 09:00:00.000000','2026-03-12 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(383,'plan_reminders 7 1 2026-03-11','plan_reminders',7,'{"incident_id": 7, "number": 1, "due": "2026-03-11"}','kept','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(384,'remind_of_follow_up 7 1 2026-03-11 soon','remind_of_follow_up',7,'{"incident_id": 7, "number": 1, "due": "2026-03-11", "late": false}','waiting','2026-03-10 09:00:00.000000','2026-03-10 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(385,'remind_of_follow_up 7 1 2026-03-11 late','remind_of_follow_up',7,'{"incident_id": 7, "number": 1, "due": "2026-03-11", "late": true}','waiting','2026-03-12 09:00:00.000000','2026-03-12 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(388,'remind_of_postmortem 7 draft 2026-02-16T09:00:00+00:00','remind_of_postmortem',7,'{"incident_id": 7, "stage": "draft", "since": "2026-02-16T09:00:00Z"}','kept','2026-02-21 09:00:00.000000','2026-02-21 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(389,'remind_of_postmortem 7 review 2026-02-16T09:00:00+00:00','remind_of_postmortem',7,'{"incident_id": 7, "stage": "review", "since": "2026-02-16T09:00:00Z"}','kept','2026-02-26 09:00:00.000000','2026-02-26 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(390,'plan_archiving 7 2026-02-16T09:00:00+00:00','plan_archiving',7,'{"incident_id": 7, "closed_at": "2026-02-16T09:00:00Z", "moved_at": null}','kept','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(391,'warn_of_archiving 7 2026-02-16T09:00:00+00:00','warn_of_archiving',7,'{"incident_id": 7, "closed_at": "2026-02-16T09:00:00Z", "moved_at": null}','kept','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(417,'archive_when_due 4 2026-02-04T10:00:00+00:00','archive_when_due',4,'{"incident_id": 4, "closed_at": "2026-02-04T10:00:00Z", "moved_at": null}','kept','2026-02-18 10:00:00.000000','2026-02-18 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(424,'plan_archiving 9 2026-02-17T12:00:00+00:00','plan_archiving',9,'{"incident_id": 9, "closed_at": "2026-02-17T12:00:00Z", "moved_at": null}','kept','2026-02-17 12:00:00.000000','2026-02-17 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(425,'warn_of_archiving 9 2026-02-17T12:00:00+00:00','warn_of_archiving',9,'{"incident_id": 9, "closed_at": "2026-02-17T12:00:00Z", "moved_at": null}','kept','2026-03-02 12:00:00.000000','2026-03-02 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(510,'plan_archiving 12 2026-02-20T10:00:00+00:00','plan_archiving',12,'{"incident_id": 12, "closed_at": "2026-02-20T10:00:00Z", "moved_at": null}','kept','2026-02-20 10:00:00.000000','2026-02-20 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(511,'warn_of_archiving 12 2026-02-20T10:00:00+00:00','warn_of_archiving',12,'{"incident_id": 12, "closed_at": "2026-02-20T10:00:00Z", "moved_at": null}','kept','2026-03-05 10:00:00.000000','2026-03-05 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(592,'plan_archiving 13 2026-02-23T09:50:00+00:00','plan_archiving',13,'{"incident_id": 13, "closed_at": "2026-02-23T09:50:00Z", "moved_at": null}','kept','2026-02-23 09:50:00.000000','2026-02-23 09:50:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(593,'warn_of_archiving 13 2026-02-23T09:50:00+00:00','warn_of_archiving',13,'{"incident_id": 13, "closed_at": "2026-02-23T09:50:00Z", "moved_at": null}','kept','2026-03-08 09:50:00.000000','2026-03-08 09:50:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(597,'plan_archiving 14 2026-02-23T10:00:00+00:00','plan_archiving',14,'{"incident_id": 14, "closed_at": "2026-02-23T10:00:00Z", "moved_at": null}','kept','2026-02-23 10:00:00.000000','2026-02-23 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(598,'warn_of_archiving 14 2026-02-23T10:00:00+00:00','warn_of_archiving',14,'{"incident_id": 14, "closed_at": "2026-02-23T10:00:00Z", "moved_at": null}','kept','2026-03-08 10:00:00.000000','2026-03-08 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(602,'plan_archiving 15 2026-02-23T11:00:00+00:00','plan_archiving',15,'{"incident_id": 15, "closed_at": "2026-02-23T11:00:00Z", "moved_at": null}','kept','2026-02-23 11:00:00.000000','2026-02-23 11:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(603,'warn_of_archiving 15 2026-02-23T11:00:00+00:00','warn_of_archiving',15,'{"incident_id": 15, "closed_at": "2026-02-23T11:00:00Z", "moved_at": null}','kept','2026-03-08 11:00:00.000000','2026-03-08 11:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(607,'plan_archiving 16 2026-02-23T12:00:00+00:00','plan_archiving',16,'{"incident_id": 16, "closed_at": "2026-02-23T12:00:00Z", "moved_at": null}','kept','2026-02-23 12:00:00.000000','2026-02-23 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(608,'warn_of_archiving 16 2026-02-23T12:00:00+00:00','warn_of_archiving',16,'{"incident_id": 16, "closed_at": "2026-02-23T12:00:00Z", "moved_at": null}','kept','2026-03-08 12:00:00.000000','2026-03-08 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(614,'plan_archiving 17 2026-02-23T15:00:00+00:00','plan_archiving',17,'{"incident_id": 17, "closed_at": "2026-02-23T15:00:00Z", "moved_at": null}','kept','2026-02-23 15:00:00.000000','2026-02-23 15:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(615,'warn_of_archiving 17 2026-02-23T15:00:00+00:00','warn_of_archiving',17,'{"incident_id": 17, "closed_at": "2026-02-23T15:00:00Z", "moved_at": null}','kept','2026-03-08 15:00:00.000000','2026-03-08 15:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(623,'plan_archiving 18 2026-02-23T20:00:00+00:00','plan_archiving',18,'{"incident_id": 18, "closed_at": "2026-02-23T20:00:00Z", "moved_at": null}','kept','2026-02-23 20:00:00.000000','2026-02-23 20:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(624,'warn_of_archiving 18 2026-02-23T20:00:00+00:00','warn_of_archiving',18,'{"incident_id": 18, "closed_at": "2026-02-23T20:00:00Z", "moved_at": null}','kept','2026-03-08 20:00:00.000000','2026-03-08 20:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(627,'plan_archiving 19 2026-02-23T20:30:00+00:00','plan_archiving',19,'{"incident_id": 19, "closed_at": "2026-02-23T20:30:00Z", "moved_at": null}','kept','2026-02-23 20:30:00.000000','2026-02-23 20:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(628,'warn_of_archiving 19 2026-02-23T20:30:00+00:00','warn_of_archiving',19,'{"incident_id": 19, "closed_at": "2026-02-23T20:30:00Z", "moved_at": null}','waiting','2026-03-08 20:30:00.000000','2026-03-08 20:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(729,'plan_archiving 23 2026-02-27T10:00:00+00:00','plan_archiving',23,'{"incident_id": 23, "closed_at": "2026-02-27T10:00:00Z", "moved_at": null}','kept','2026-02-27 10:00:00.000000','2026-02-27 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(730,'warn_of_archiving 23 2026-02-27T10:00:00+00:00','warn_of_archiving',23,'{"incident_id": 23, "closed_at": "2026-02-27T10:00:00Z", "moved_at": null}','waiting','2026-03-12 10:00:00.000000','2026-03-12 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(791,'send_weekly U00051624E3 2026-03-02','send_weekly',NULL,'{"user": "U00051624E3", "monday": "2026-03-02", "zone": "America/New_York"}','kept','2026-03-02 14:00:00.000000','2026-03-02 14:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(802,'ask_for_update 11 2026-02-19T11:00:00+00:00 10','ask_for_update',11,'{"incident_id": 11, "due": "2026-02-19T11:00:00Z", "asked": 10}','waiting','2026-03-12 18:30:00.000000','2026-03-12 18:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(812,'archive_when_due 9 2026-02-17T12:00:00+00:00','archive_when_due',9,'{"incident_id": 9, "closed_at": "2026-02-17T12:00:00Z", "moved_at": null}','kept','2026-03-03 12:00:00.000000','2026-03-03 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(838,'plan_archiving 24 2026-03-03T09:00:00+00:00','plan_archiving',24,'{"incident_id": 24, "closed_at": "2026-03-03T09:00:00Z", "moved_at": null}','kept','2026-03-03 09:00:00.000000','2026-03-03 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(839,'warn_of_archiving 24 2026-03-03T09:00:00+00:00','warn_of_archiving',24,'{"incident_id": 24, "closed_at": "2026-03-03T09:00:00Z", "moved_at": null}','waiting','2026-03-16 09:00:00.000000','2026-03-16 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(866,'remind_of_postmortem 25 draft 2026-03-04T09:30:00+00:00','remind_of_postmortem',25,'{"incident_id": 25, "stage": "draft", "since": "2026-03-04T09:30:00Z"}','waiting','2026-03-09 09:30:00.000000','2026-03-09 09:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(867,'remind_of_postmortem 25 review 2026-03-04T09:30:00+00:00','remind_of_postmortem',25,'{"incident_id": 25, "stage": "review", "since": "2026-03-04T09:30:00Z"}','waiting','2026-03-14 09:30:00.000000','2026-03-14 09:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(874,'remind_of_postmortem 26 draft 2026-03-04T12:00:00+00:00','remind_of_postmortem',26,'{"incident_id": 26, "stage": "draft", "since": "2026-03-04T12:00:00Z"}','kept','2026-03-09 12:00:00.000000','2026-03-09 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(875,'remind_of_postmortem 26 review 2026-03-04T12:00:00+00:00','remind_of_postmortem',26,'{"incident_id": 26, "stage": "review", "since": "2026-03-04T12:00:00Z"}','waiting','2026-03-14 12:00:00.000000','2026-03-14 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(876,'plan_reminders 26 1 2026-03-10','plan_reminders',26,'{"incident_id": 26, "number": 1, "due": "2026-03-10"}','kept','2026-03-04 12:01:00.000000','2026-03-04 12:01:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(877,'remind_of_follow_up 26 1 2026-03-10 soon','remind_of_follow_up',26,'{"incident_id": 26, "number": 1, "due": "2026-03-10", "late": false}','kept','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(878,'remind_of_follow_up 26 1 2026-03-10 late','remind_of_follow_up',26,'{"incident_id": 26, "number": 1, "due": "2026-03-10", "late": true}','waiting','2026-03-11 09:00:00.000000','2026-03-11 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(879,'plan_reminders 26 2 2026-03-09','plan_reminders',26,'{"incident_id": 26, "number": 2, "due": "2026-03-09"}','kept','2026-03-04 12:01:00.000000','2026-03-04 12:01:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(880,'remind_of_follow_up 26 2 2026-03-09 soon','remind_of_follow_up',26,'{"incident_id": 26, "number": 2, "due": "2026-03-09", "late": false}','kept','2026-03-08 09:00:00.000000','2026-03-08 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(881,'remind_of_follow_up 26 2 2026-03-09 late','remind_of_follow_up',26,'{"incident_id": 26, "number": 2, "due": "2026-03-09", "late": true}','waiting','2026-03-10 09:00:00.000000','2026-03-10 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(887,'plan_reminders 27 1 2026-03-10','plan_reminders',27,'{"incident_id": 27, "number": 1, "due": "2026-03-10"}','kept','2026-03-04 13:00:00.000000','2026-03-04 13:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(888,'remind_of_follow_up 27 1 2026-03-10 soon','remind_of_follow_up',27,'{"incident_id": 27, "number": 1, "due": "2026-03-10", "late": false}','kept','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(889,'remind_of_follow_up 27 1 2026-03-10 late','remind_of_follow_up',27,'{"incident_id": 27, "number": 1, "due": "2026-03-10", "late": true}','waiting','2026-03-11 09:00:00.000000','2026-03-11 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(960,'ask_for_update 27 2026-03-04T13:30:00+00:00 8','ask_for_update',27,'{"incident_id": 27, "due": "2026-03-04T13:30:00Z", "asked": 8}','waiting','2026-03-09 21:00:00.000000','2026-03-09 21:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(986,'digest_round 2026-03-09 people','digest_round',NULL,'{"monday": "2026-03-09", "stage": "people"}','kept','2026-03-08 12:00:00.000000','2026-03-08 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(989,'ask_for_update 21 2026-02-25T16:00:00+00:00 10','ask_for_update',21,'{"incident_id": 21, "due": "2026-02-25T16:00:00Z", "asked": 10}','waiting','2026-03-18 23:30:00.000000','2026-03-18 23:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(997,'watch_paging INC-29-f4f9de50db2df194 last','watch_paging',29,'{"incident_id": 29, "page": "INC-29-f4f9de50db2df194", "last": true}','kept','2026-03-08 09:35:00.000000','2026-03-08 09:35:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(998,'archive_when_due 13 2026-02-23T09:50:00+00:00','archive_when_due',13,'{"incident_id": 13, "closed_at": "2026-02-23T09:50:00Z", "moved_at": null}','waiting','2026-03-09 09:50:00.000000','2026-03-09 09:50:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1000,'archive_when_due 14 2026-02-23T10:00:00+00:00','archive_when_due',14,'{"incident_id": 14, "closed_at": "2026-02-23T10:00:00Z", "moved_at": null}','kept','2026-03-09 10:00:00.000000','2026-03-09 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1005,'archive_when_due 15 2026-02-23T11:00:00+00:00','archive_when_due',15,'{"incident_id": 15, "closed_at": "2026-02-23T11:00:00Z", "moved_at": null}','waiting','2026-03-09 11:00:00.000000','2026-03-09 11:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1009,'archive_when_due 16 2026-02-23T12:00:00+00:00','archive_when_due',16,'{"incident_id": 16, "closed_at": "2026-02-23T12:00:00Z", "moved_at": null}','waiting','2026-03-09 12:00:00.000000','2026-03-09 12:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1010,'digest_round 2026-03-09 appoint','digest_round',NULL,'{"monday": "2026-03-09", "stage": "appoint"}','kept','2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1016,'ask_for_update 28 2026-03-09T14:00:00+00:00 0','ask_for_update',28,'{"incident_id": 28, "due": "2026-03-09T14:00:00Z", "asked": 0}','waiting','2026-03-09 14:00:00.000000','2026-03-09 14:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1019,'archive_when_due 17 2026-02-23T15:00:00+00:00','archive_when_due',17,'{"incident_id": 17, "closed_at": "2026-02-23T15:00:00Z", "moved_at": null}','waiting','2026-03-09 15:00:00.000000','2026-03-09 15:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1031,'learn_groups 2026-03-08T18:00:00+00:00','learn_groups',NULL,'{"hour": "2026-03-08T18:00:00Z"}','kept','2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1036,'ask_for_update 29 2026-03-08T09:50:00+00:00 5','ask_for_update',29,'{"incident_id": 29, "due": "2026-03-08T09:50:00Z", "asked": 5}','waiting','2026-03-09 01:20:00.000000','2026-03-09 01:20:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1038,'ask_for_update 32 2026-03-08T16:10:00+00:00 3','ask_for_update',32,'{"incident_id": 32, "due": "2026-03-08T16:10:00Z", "asked": 3}','waiting','2026-03-08 19:40:00.000000','2026-03-08 19:40:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1039,'send_weekly U0003A85A72 2026-03-09','send_weekly',NULL,'{"user": "U0003A85A72", "monday": "2026-03-09", "zone": "Europe/Paris"}','kept','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1040,'send_weekly U00045A14F6 2026-03-09','send_weekly',NULL,'{"user": "U00045A14F6", "monday": "2026-03-09", "zone": "Asia/Tokyo"}','waiting','2026-03-09 00:00:00.000000','2026-03-09 00:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1041,'send_weekly U00051624E3 2026-03-09','send_weekly',NULL,'{"user": "U00051624E3", "monday": "2026-03-09", "zone": "America/New_York"}','waiting','2026-03-09 13:00:00.000000','2026-03-09 13:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1042,'digest_round 2026-03-16 groups','digest_round',NULL,'{"monday": "2026-03-16", "stage": "groups"}','waiting','2026-03-15 06:00:00.000000','2026-03-15 06:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1043,'learn_groups 2026-03-08T19:00:00+00:00','learn_groups',NULL,'{"hour": "2026-03-08T19:00:00Z"}','kept','2026-03-08 19:00:00.000000','2026-03-08 19:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1044,'ask_for_commander 36 2026-03-08T18:00:00+00:00','ask_for_commander',36,'{"incident_id": 36, "since": "2026-03-08T18:00:00Z"}','kept','2026-03-08 18:10:00.000000','2026-03-08 18:10:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1046,'ask_for_update 35 2026-03-08T18:02:00+00:00 1','ask_for_update',35,'{"incident_id": 35, "due": "2026-03-08T18:02:00Z", "asked": 1}','kept','2026-03-08 18:32:00.000000','2026-03-08 18:32:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1047,'ask_for_update 33 2026-03-08T17:00:00+00:00 3','ask_for_update',33,'{"incident_id": 33, "due": "2026-03-08T17:00:00Z", "asked": 3}','waiting','2026-03-08 20:30:00.000000','2026-03-08 20:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1048,'ask_for_update 35 2026-03-08T18:02:00+00:00 2','ask_for_update',35,'{"incident_id": 35, "due": "2026-03-08T18:02:00Z", "asked": 2}','waiting','2026-03-08 19:32:00.000000','2026-03-08 19:32:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1049,'ask_for_update 30 2026-03-08T15:30:00+00:00 4','ask_for_update',30,'{"incident_id": 30, "due": "2026-03-08T15:30:00Z", "asked": 4}','kept','2026-03-08 23:00:00.000000','2026-03-08 23:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1050,'learn_groups 2026-03-08T20:00:00+00:00','learn_groups',NULL,'{"hour": "2026-03-08T20:00:00Z"}','waiting','2026-03-08 20:00:00.000000','2026-03-08 20:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1051,'ask_for_update 36 2026-03-08T19:00:00+00:00 1','ask_for_update',36,'{"incident_id": 36, "due": "2026-03-08T19:00:00Z", "asked": 1}','waiting','2026-03-08 19:30:00.000000','2026-03-08 19:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1052,'ask_for_update 28 2026-03-09T08:30:00+00:00 0','ask_for_update',28,'{"incident_id": 28, "due": "2026-03-09T08:30:00Z", "asked": 0}','waiting','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1053,'ask_for_update 28 2026-03-09T09:00:00+00:00 0','ask_for_update',28,'{"incident_id": 28, "due": "2026-03-09T09:00:00Z", "asked": 0}','waiting','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1054,'ask_for_update 28 2026-03-09T08:15:00+00:00 0','ask_for_update',28,'{"incident_id": 28, "due": "2026-03-09T08:15:00Z", "asked": 0}','waiting','2026-03-09 08:15:00.000000','2026-03-09 08:15:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1055,'plan_reminders 28 1 2026-03-16','plan_reminders',28,'{"incident_id": 28, "number": 1, "due": "2026-03-16"}','waiting','2026-03-09 08:00:00.000000','2026-03-09 12:06:40.000000',1,'OperationalError: database is locked');
INSERT INTO "appointments" VALUES(1056,'ask_for_commander 37 2026-03-09T08:30:00+00:00','ask_for_commander',37,'{"incident_id": 37, "since": "2026-03-09T08:30:00Z"}','waiting','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1057,'plan_reminders 28 3 2026-03-12','plan_reminders',28,'{"incident_id": 28, "number": 3, "due": "2026-03-12"}','waiting','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1058,'ask_for_commander 38 2026-03-09T09:00:00+00:00','ask_for_commander',38,'{"incident_id": 38, "since": "2026-03-09T09:00:00Z"}','waiting','2026-03-09 09:10:00.000000','2026-03-09 09:10:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1059,'ask_for_update 38 2026-03-09T10:00:00+00:00 0','ask_for_update',38,'{"incident_id": 38, "due": "2026-03-09T10:00:00Z", "asked": 0}','waiting','2026-03-09 10:00:00.000000','2026-03-09 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1060,'ask_for_update 23 2026-03-09T10:30:00+00:00 0','ask_for_update',23,'{"incident_id": 23, "due": "2026-03-09T10:30:00Z", "asked": 0}','waiting','2026-03-09 10:30:00.000000','2026-03-09 10:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1061,'remind_of_postmortem 29 draft 2026-03-09T10:00:00+00:00','remind_of_postmortem',29,'{"incident_id": 29, "stage": "draft", "since": "2026-03-09T10:00:00Z"}','waiting','2026-03-12 10:00:00.000000','2026-03-12 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1062,'remind_of_postmortem 29 review 2026-03-09T10:00:00+00:00','remind_of_postmortem',29,'{"incident_id": 29, "stage": "review", "since": "2026-03-09T10:00:00Z"}','waiting','2026-03-16 10:00:00.000000','2026-03-16 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1063,'remind_of_postmortem 27 draft 2026-03-09T10:00:00+00:00','remind_of_postmortem',27,'{"incident_id": 27, "stage": "draft", "since": "2026-03-09T10:00:00Z"}','waiting','2026-03-14 10:00:00.000000','2026-03-14 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1064,'remind_of_postmortem 27 review 2026-03-09T10:00:00+00:00','remind_of_postmortem',27,'{"incident_id": 27, "stage": "review", "since": "2026-03-09T10:00:00Z"}','waiting','2026-03-19 10:00:00.000000','2026-03-19 10:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1065,'plan_archiving 36 2026-03-09T10:30:00+00:00','plan_archiving',36,'{"incident_id": 36, "closed_at": "2026-03-09T10:30:00Z", "moved_at": null}','waiting','2026-03-09 10:30:00.000000','2026-03-09 12:06:40.000000',1,'OperationalError: database is locked');
INSERT INTO "appointments" VALUES(1066,'plan_archiving 6 2026-03-09T10:30:00+00:00','plan_archiving',6,'{"incident_id": 6, "closed_at": "2026-03-09T10:30:00Z", "moved_at": null}','waiting','2026-03-09 10:30:00.000000','2026-03-09 10:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1067,'plan_reminders 26 3 2026-03-18','plan_reminders',26,'{"incident_id": 26, "number": 3, "due": "2026-03-18"}','kept','2026-03-09 10:30:00.000000','2026-03-09 10:30:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1068,'ask_for_commander 39 2026-03-09T11:40:00+00:00','ask_for_commander',39,'{"incident_id": 39, "since": "2026-03-09T11:40:00Z"}','kept','2026-03-09 11:45:00.000000','2026-03-09 11:45:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1069,'ask_for_update 39 2026-03-09T12:10:00+00:00 0','ask_for_update',39,'{"incident_id": 39, "due": "2026-03-09T12:10:00Z", "asked": 0}','waiting','2026-03-09 12:10:00.000000','2026-03-09 12:10:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1070,'ask_for_commander 40 2026-03-09T11:50:00+00:00','ask_for_commander',40,'{"incident_id": 40, "since": "2026-03-09T11:50:00Z"}','waiting','2026-03-09 12:20:00.000000','2026-03-09 12:20:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1071,'ask_for_commander 41 2026-03-09T11:58:00+00:00','ask_for_commander',41,'{"incident_id": 41, "since": "2026-03-09T11:58:00Z"}','given_up','2026-03-09 12:08:00.000000','2026-03-09 12:04:30.000000',4,'KeyError: ''a bug of old''');
INSERT INTO "appointments" VALUES(1072,'ask_for_update 41 2026-03-09T12:58:00+00:00 0','ask_for_update',41,'{"incident_id": 41, "due": "2026-03-09T12:58:00Z", "asked": 0}','waiting','2026-03-09 12:58:00.000000','2026-03-09 12:58:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1073,'learn_groups 2026-03-09T13:00:00+00:00','learn_groups',NULL,'{"hour": "2026-03-09T13:00:00Z"}','waiting','2026-03-09 13:00:00.000000','2026-03-09 13:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1074,'ask_for_update 30 2026-03-08T15:30:00+00:00 5','ask_for_update',30,'{"incident_id": 30, "due": "2026-03-08T15:30:00Z", "asked": 5}','waiting','2026-03-09 20:01:00.000000','2026-03-09 20:01:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1075,'archive_when_due 18 2026-02-23T20:00:00+00:00','archive_when_due',18,'{"incident_id": 18, "closed_at": "2026-02-23T20:00:00Z", "moved_at": null}','waiting','2026-03-10 12:01:00.000000','2026-03-10 12:01:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1076,'remind_of_follow_up 26 3 2026-03-18 soon','remind_of_follow_up',26,'{"incident_id": 26, "number": 3, "due": "2026-03-18", "late": false}','waiting','2026-03-17 09:00:00.000000','2026-03-17 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1077,'remind_of_follow_up 26 3 2026-03-18 late','remind_of_follow_up',26,'{"incident_id": 26, "number": 3, "due": "2026-03-18", "late": true}','waiting','2026-03-19 09:00:00.000000','2026-03-19 09:00:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1078,'watch_paging INC-30-f1171dd1551217c8 first','watch_paging',30,'{"incident_id": 30, "page": "INC-30-f1171dd1551217c8", "last": false}','kept','2026-03-09 12:02:30.000000','2026-03-09 12:02:30.000000',0,NULL);
INSERT INTO "appointments" VALUES(1079,'watch_paging INC-30-f1171dd1551217c8 last','watch_paging',30,'{"incident_id": 30, "page": "INC-30-f1171dd1551217c8", "last": true}','waiting','2026-03-09 12:17:00.000000','2026-03-09 12:17:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1080,'watch_paging INC-28-811f27eebfe24146 first','watch_paging',28,'{"incident_id": 28, "page": "INC-28-811f27eebfe24146", "last": false}','waiting','2026-03-09 12:03:30.000000','2026-03-09 12:03:30.000000',0,NULL);
INSERT INTO "appointments" VALUES(1081,'watch_paging INC-28-811f27eebfe24146 last','watch_paging',28,'{"incident_id": 28, "page": "INC-28-811f27eebfe24146", "last": true}','waiting','2026-03-09 12:18:00.000000','2026-03-09 12:18:00.000000',0,NULL);
INSERT INTO "appointments" VALUES(1082,'watch_paging INC-39-e285338d712191e8 first','watch_paging',39,'{"incident_id": 39, "page": "INC-39-e285338d712191e8", "last": false}','waiting','2026-03-09 12:04:45.000000','2026-03-09 12:04:45.000000',0,NULL);
INSERT INTO "appointments" VALUES(1083,'watch_paging INC-39-e285338d712191e8 last','watch_paging',39,'{"incident_id": 39, "page": "INC-39-e285338d712191e8", "last": true}','waiting','2026-03-09 12:19:15.000000','2026-03-09 12:19:15.000000',0,NULL);
INSERT INTO "appointments" VALUES(1084,'digest_round 2026-02-02 appoint','digest_round',NULL,'{"monday": "2026-02-02", "stage": "appoint"}','waiting','2026-03-09 12:04:30.000000','2026-03-09 12:04:30.000000',0,NULL);
CREATE TABLE circle_members (
	circle VARCHAR(32) NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_circle_members PRIMARY KEY (circle, user)
);
INSERT INTO "circle_members" VALUES('C00193363B5','U000199BB52');
INSERT INTO "circle_members" VALUES('C00193363B5','U0002BB4859');
INSERT INTO "circle_members" VALUES('C00193363B5','U00045A14F6');
INSERT INTO "circle_members" VALUES('C00193363B5','U0003A85A72');
INSERT INTO "circle_members" VALUES('C00193363B5','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C00719CC748','U000199BB52');
INSERT INTO "circle_members" VALUES('C00719CC748','U0002BB4859');
INSERT INTO "circle_members" VALUES('C00719CC748','U00045A14F6');
INSERT INTO "circle_members" VALUES('C00719CC748','U0003A85A72');
INSERT INTO "circle_members" VALUES('C0081C282DD','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0081C282DD','U000199BB52');
INSERT INTO "circle_members" VALUES('C0081C282DD','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C0081C282DD','U00045A14F6');
INSERT INTO "circle_members" VALUES('C0112A08CFC','U000199BB52');
INSERT INTO "circle_members" VALUES('C0112A08CFC','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C0119493088','U00045A14F6');
INSERT INTO "circle_members" VALUES('C0119493088','U000199BB52');
INSERT INTO "circle_members" VALUES('C0130186DF8','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0011E7291B','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C0011E7291B','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0142F2ED56','U0002BB4859');
INSERT INTO "circle_members" VALUES('C01462FFB84','U0002BB4859');
INSERT INTO "circle_members" VALUES('C01501B9CA3','U0002BB4859');
INSERT INTO "circle_members" VALUES('C01501B9CA3','U000199BB52');
INSERT INTO "circle_members" VALUES('C0155228961','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0159B5ECF2','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0163F22EBB','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0168837556','U000199BB52');
INSERT INTO "circle_members" VALUES('C0168837556','U0002BB4859');
INSERT INTO "circle_members" VALUES('C01731D197F','U000199BB52');
INSERT INTO "circle_members" VALUES('C01731D197F','U0002BB4859');
INSERT INTO "circle_members" VALUES('C017659E0A4','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0182D86A08','U000199BB52');
INSERT INTO "circle_members" VALUES('C0182D86A08','U0003A85A72');
INSERT INTO "circle_members" VALUES('C0182D86A08','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C0189014403','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C01937E0E17','U000199BB52');
INSERT INTO "circle_members" VALUES('C01937E0E17','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C020156BE0D','U0003A85A72');
INSERT INTO "circle_members" VALUES('C020156BE0D','U0002BB4859');
INSERT INTO "circle_members" VALUES('C021011DEB9','U0002BB4859');
INSERT INTO "circle_members" VALUES('C021011DEB9','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C0219457F8D','U000199BB52');
INSERT INTO "circle_members" VALUES('C0219457F8D','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0219457F8D','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C02240C7369','U0002BB4859');
INSERT INTO "circle_members" VALUES('C02240C7369','U00045A14F6');
INSERT INTO "circle_members" VALUES('C02313E0E5E','U00045A14F6');
INSERT INTO "circle_members" VALUES('C02313E0E5E','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0237F780CD','U0007BEA8C8');
INSERT INTO "circle_members" VALUES('C0237F780CD','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0241DBA226','U0002BB4859');
INSERT INTO "circle_members" VALUES('C0241DBA226','U00045A14F6');
INSERT INTO "circle_members" VALUES('C02516ACC43','U0002BB4859');
INSERT INTO "circle_members" VALUES('S0015BAA0D4','U00051624E3');
INSERT INTO "circle_members" VALUES('S0015BAA0D4','U0003A85A72');
INSERT INTO "circle_members" VALUES('S0016BED6E0','U00066A33A1');
INSERT INTO "circle_members" VALUES('C02313E0E5E','U00051624E3');
CREATE TABLE effect_needs (
	effect_id INTEGER NOT NULL, 
	needs_id INTEGER NOT NULL, 
	CONSTRAINT pk_effect_needs PRIMARY KEY (effect_id, needs_id), 
	CONSTRAINT fk_effect_needs_effect_id FOREIGN KEY(effect_id) REFERENCES effects (id), 
	CONSTRAINT fk_effect_needs_needs_id FOREIGN KEY(needs_id) REFERENCES effects (id)
);
INSERT INTO "effect_needs" VALUES(2778,2777);
INSERT INTO "effect_needs" VALUES(2779,2778);
INSERT INTO "effect_needs" VALUES(2780,2777);
INSERT INTO "effect_needs" VALUES(2781,2777);
INSERT INTO "effect_needs" VALUES(2784,2777);
INSERT INTO "effect_needs" VALUES(2784,2778);
INSERT INTO "effect_needs" VALUES(2785,2777);
INSERT INTO "effect_needs" VALUES(2805,2785);
INSERT INTO "effect_needs" VALUES(2805,2777);
INSERT INTO "effect_needs" VALUES(2808,2777);
INSERT INTO "effect_needs" VALUES(2808,2805);
INSERT INTO "effect_needs" VALUES(2820,2813);
INSERT INTO "effect_needs" VALUES(2821,2817);
INSERT INTO "effect_needs" VALUES(2823,2820);
INSERT INTO "effect_needs" VALUES(2825,2821);
INSERT INTO "effect_needs" VALUES(2826,2823);
INSERT INTO "effect_needs" VALUES(2828,2826);
INSERT INTO "effect_needs" VALUES(2829,2828);
INSERT INTO "effect_needs" VALUES(2830,2829);
INSERT INTO "effect_needs" VALUES(2831,2830);
INSERT INTO "effect_needs" VALUES(2832,2831);
INSERT INTO "effect_needs" VALUES(2833,2832);
INSERT INTO "effect_needs" VALUES(2834,2833);
INSERT INTO "effect_needs" VALUES(2835,2834);
INSERT INTO "effect_needs" VALUES(2842,2835);
INSERT INTO "effect_needs" VALUES(2847,2842);
INSERT INTO "effect_needs" VALUES(2848,2843);
INSERT INTO "effect_needs" VALUES(2849,2847);
INSERT INTO "effect_needs" VALUES(2851,2850);
INSERT INTO "effect_needs" VALUES(2853,2850);
INSERT INTO "effect_needs" VALUES(2854,2850);
INSERT INTO "effect_needs" VALUES(2855,2851);
INSERT INTO "effect_needs" VALUES(2856,2849);
INSERT INTO "effect_needs" VALUES(2857,2825);
INSERT INTO "effect_needs" VALUES(2858,2850);
INSERT INTO "effect_needs" VALUES(2858,2853);
INSERT INTO "effect_needs" VALUES(2859,2856);
INSERT INTO "effect_needs" VALUES(2862,2861);
INSERT INTO "effect_needs" VALUES(2863,2859);
INSERT INTO "effect_needs" VALUES(2864,2860);
INSERT INTO "effect_needs" VALUES(2866,2863);
INSERT INTO "effect_needs" VALUES(2886,2880);
INSERT INTO "effect_needs" VALUES(2886,2885);
INSERT INTO "effect_needs" VALUES(2887,2885);
INSERT INTO "effect_needs" VALUES(2891,2890);
INSERT INTO "effect_needs" VALUES(2892,2891);
INSERT INTO "effect_needs" VALUES(2893,2890);
INSERT INTO "effect_needs" VALUES(2894,2890);
INSERT INTO "effect_needs" VALUES(2895,2890);
INSERT INTO "effect_needs" VALUES(2900,2899);
INSERT INTO "effect_needs" VALUES(2903,2902);
INSERT INTO "effect_needs" VALUES(2908,2902);
INSERT INTO "effect_needs" VALUES(2911,2910);
INSERT INTO "effect_needs" VALUES(2912,2911);
INSERT INTO "effect_needs" VALUES(2913,2910);
INSERT INTO "effect_needs" VALUES(2914,2910);
INSERT INTO "effect_needs" VALUES(2915,2910);
INSERT INTO "effect_needs" VALUES(2915,2914);
INSERT INTO "effect_needs" VALUES(2916,2910);
INSERT INTO "effect_needs" VALUES(2921,2920);
INSERT INTO "effect_needs" VALUES(2923,2922);
INSERT INTO "effect_needs" VALUES(2924,2923);
INSERT INTO "effect_needs" VALUES(2925,2922);
INSERT INTO "effect_needs" VALUES(2926,2922);
INSERT INTO "effect_needs" VALUES(2927,2922);
INSERT INTO "effect_needs" VALUES(2927,2926);
INSERT INTO "effect_needs" VALUES(2928,2922);
INSERT INTO "effect_needs" VALUES(2932,2931);
INSERT INTO "effect_needs" VALUES(2964,2836);
INSERT INTO "effect_needs" VALUES(2966,2965);
INSERT INTO "effect_needs" VALUES(2968,2967);
INSERT INTO "effect_needs" VALUES(2969,2968);
INSERT INTO "effect_needs" VALUES(2970,2967);
INSERT INTO "effect_needs" VALUES(2971,2967);
INSERT INTO "effect_needs" VALUES(2972,2967);
INSERT INTO "effect_needs" VALUES(2973,2967);
INSERT INTO "effect_needs" VALUES(2975,2968);
INSERT INTO "effect_needs" VALUES(2977,2976);
INSERT INTO "effect_needs" VALUES(2993,2992);
INSERT INTO "effect_needs" VALUES(2995,2994);
INSERT INTO "effect_needs" VALUES(2996,2995);
INSERT INTO "effect_needs" VALUES(2997,2994);
INSERT INTO "effect_needs" VALUES(2998,2994);
INSERT INTO "effect_needs" VALUES(3002,2972);
INSERT INTO "effect_needs" VALUES(3002,2967);
INSERT INTO "effect_needs" VALUES(3012,2947);
INSERT INTO "effect_needs" VALUES(3019,3018);
INSERT INTO "effect_needs" VALUES(3021,3003);
INSERT INTO "effect_needs" VALUES(3021,3020);
INSERT INTO "effect_needs" VALUES(3030,3003);
INSERT INTO "effect_needs" VALUES(3032,2866);
INSERT INTO "effect_needs" VALUES(3034,2965);
INSERT INTO "effect_needs" VALUES(3035,2966);
INSERT INTO "effect_needs" VALUES(3036,2968);
INSERT INTO "effect_needs" VALUES(3036,2967);
INSERT INTO "effect_needs" VALUES(3038,3032);
CREATE TABLE effects (
	id INTEGER NOT NULL, 
	mark VARCHAR(36) NOT NULL, 
	incident_id BIGINT, 
	lane VARCHAR(80) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	payload JSON NOT NULL, 
	coalesces BOOLEAN NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	blockers INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	fence INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	leased_by VARCHAR(120), 
	last_error TEXT, 
	created_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_effects PRIMARY KEY (id), 
	CONSTRAINT fk_effects_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id), 
	CONSTRAINT uq_effects_mark UNIQUE (mark)
);
INSERT INTO "effects" VALUES(110,'f6e14374-8e2a-45da-ba09-456493482d20',4,'4/room-lines','post_group_page','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-02-03T09:17:00Z", "kind": "paged", "key": "INC-4-a5956b5cda712b18", "group": "S0014AA95D3", "service": "", "through": "", "reason": "We need more eyes"}}',0,'done',0,'2026-02-03 09:18:00.000000',1,0,NULL,NULL,'2026-02-03 09:17:00.000000','2026-02-03 09:17:00.000000');
INSERT INTO "effects" VALUES(174,'b2c779ae-085f-4a09-bdb3-62d9c88032f3',4,'4/source-2','find_source','{"channel": "C00193363B5", "ts": "1770110400.000000", "user": "U0007BEA8C8", "number": 2}',0,'done',0,'2026-02-03 09:32:00.000000',1,0,NULL,NULL,'2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000');
INSERT INTO "effects" VALUES(265,'0d195b44-f453-4752-97f6-2a0a933f42d7',4,'4/paging-INC-4-516d4ed3472d13e3','end_ringing','{"service": "Database on-call", "key": "INC-4-516d4ed3472d13e3"}',0,'done',0,'2026-02-04 10:01:00.000000',1,0,NULL,NULL,'2026-02-04 10:00:00.000000','2026-02-04 10:00:00.000000');
INSERT INTO "effects" VALUES(327,'1921c4d0-7ada-4393-8553-43a79e61fc00',NULL,'','find_thread','{"note": {"channel": "C0008CF0240", "ts": "1770296400.000004", "user": "U0002BB4859", "at": "2026-02-05T13:00:00.000005Z", "asked": true, "by_hand": false, "known": null, "receipt": null}}',0,'done',0,'2026-02-05 13:01:00.000000',1,0,NULL,NULL,'2026-02-05 13:00:00.000000','2026-02-05 13:00:00.000000');
INSERT INTO "effects" VALUES(948,'4bf83626-f787-4608-b4e0-7ae86de27135',7,'7/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-02-16T08:10:00Z", "kind": "merged", "duplicate": 8, "title": "Login is slow", "people": ["U0007BEA8C8"], "into_room": true, "follow_ups": 1}}',0,'done',0,'2026-02-16 08:11:00.000000',1,0,NULL,NULL,'2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000');
INSERT INTO "effects" VALUES(954,'1caff333-9e1e-4f04-93db-a20ed5dcffe4',8,'8/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U0007BEA8C8", "at": "2026-02-16T08:10:00Z", "kind": "status_changed", "trigger": "cancel", "before": "open", "after": "closed", "note": "It is the same", "cancel_reason": "duplicate", "duplicate_of": 7, "merged": true, "overridden": false, "opens_page": false}}',0,'done',0,'2026-02-16 08:11:00.000000',1,0,NULL,NULL,'2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000');
INSERT INTO "effects" VALUES(978,'d749f535-ae0a-4253-bce8-c949feee8d71',4,'4/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-02-16T08:30:00Z", "kind": "linked", "other": 7, "relation": "result"}}',0,'done',0,'2026-02-16 08:31:00.000000',1,0,NULL,NULL,'2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000');
INSERT INTO "effects" VALUES(984,'afddde70-0666-4b1a-9973-1c0cef02d2ba',7,'7/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-02-16T08:30:00Z", "kind": "linked", "other": 4, "relation": "cause"}}',0,'done',0,'2026-02-16 08:31:00.000000',1,0,NULL,NULL,'2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000');
INSERT INTO "effects" VALUES(989,'9d5bf464-408b-417b-97cf-f730b270b1f7',5,'5/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U0002BB4859", "at": "2026-02-16T08:30:00Z", "kind": "linked", "other": 7, "relation": "related"}}',0,'done',0,'2026-02-16 08:31:00.000000',1,0,NULL,NULL,'2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000');
INSERT INTO "effects" VALUES(993,'b1d9b0dd-ce83-4384-99ad-ff96557d7d41',7,'7/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-02-16T08:30:00Z", "kind": "linked", "other": 5, "relation": "related"}}',0,'done',0,'2026-02-16 08:31:00.000000',1,0,NULL,NULL,'2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000');
INSERT INTO "effects" VALUES(998,'5d9fb286-3413-41a7-bf10-4832ddb9a0a5',5,'5/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U0002BB4859", "at": "2026-02-16T08:30:00Z", "kind": "unlinked", "other": 7}}',0,'done',0,'2026-02-16 08:31:00.000000',1,0,NULL,NULL,'2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000');
INSERT INTO "effects" VALUES(1002,'806d69f5-68c5-4bc5-b531-75ae93ef00ef',7,'7/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-02-16T08:30:00Z", "kind": "unlinked", "other": 5}}',0,'done',0,'2026-02-16 08:31:00.000000',1,0,NULL,NULL,'2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000');
INSERT INTO "effects" VALUES(1036,'9e8e9b46-af33-41d4-88a5-483f9439270d',7,'7/archive_notice-edits','settle_archive_notice','{}',1,'done',0,'2026-02-16 09:01:00.000000',1,0,NULL,NULL,'2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000');
INSERT INTO "effects" VALUES(1280,'ef2d33c8-b6e2-40e4-a49f-f0f24d6c9984',11,'11/room','rejoin_room','{}',0,'done',0,'2026-02-19 10:01:00.000000',1,0,NULL,NULL,'2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000');
INSERT INTO "effects" VALUES(1321,'3c0d5894-c5e7-493f-9978-e059c5d01394',11,'11/room-lines','post_paging_delay','{"place": "room", "paged": {"actor": "U00045A14F6", "at": "2026-02-19T10:00:00Z", "kind": "paged", "key": "INC-11-aa2418f71e07064c", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "It still runs"}}',0,'done',0,'2026-02-19 10:01:30.000000',1,0,NULL,NULL,'2026-02-19 10:00:30.000000','2026-02-19 10:00:30.000000');
INSERT INTO "effects" VALUES(1355,'b7254eea-6b43-4381-8ec4-20f5321458fa',11,'11/picture-F012837FE59','attach_picture','{"file": "F012837FE59"}',1,'done',0,'2026-02-19 12:01:00.000000',1,0,NULL,NULL,'2026-02-19 12:00:00.000000','2026-02-19 12:00:00.000000');
INSERT INTO "effects" VALUES(1829,'c6dfadb8-aa41-4d24-b9de-af9f3f0c32e9',11,'11/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-02-25T15:00:00Z", "kind": "linked", "other": 21, "relation": "related"}}',0,'done',0,'2026-02-25 15:01:00.000000',1,0,NULL,NULL,'2026-02-25 15:00:00.000000','2026-02-25 15:00:00.000000');
INSERT INTO "effects" VALUES(1835,'71529477-10e4-4f45-a29a-c05b40ea9e7c',21,'21/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-02-25T15:00:00Z", "kind": "linked", "other": 11, "relation": "related"}}',0,'done',0,'2026-02-25 15:01:00.000000',1,0,NULL,NULL,'2026-02-25 15:00:00.000000','2026-02-25 15:00:00.000000');
INSERT INTO "effects" VALUES(1843,'5232df95-36e7-473f-bf23-935ed68647c7',21,'21/retired-C0168837556','retire_room','{"channel": "C0168837556", "at_once": false}',0,'done',0,'2026-02-25 15:11:00.000000',1,0,NULL,NULL,'2026-02-25 15:10:00.000000','2026-02-25 15:10:00.000000');
INSERT INTO "effects" VALUES(1862,'90c5d5ad-823c-4387-a26a-7b3c6a0ae114',11,'11/room-retold-21','retell_lines','{"place": "room", "other": 21, "at_once": false}',0,'done',0,'2026-02-25 15:11:00.000000',1,0,NULL,NULL,'2026-02-25 15:10:00.000000','2026-02-25 15:10:00.000000');
INSERT INTO "effects" VALUES(1904,'43c114c6-650a-4d02-9529-5d05c2db5ddf',7,'7/postmortem-review','remind_of_postmortem_due','{"stage": "review"}',0,'done',0,'2026-02-26 09:01:00.000000',1,0,NULL,NULL,'2026-02-26 09:00:00.000000','2026-02-26 09:00:00.000000');
INSERT INTO "effects" VALUES(1930,'20541b10-8ea1-49ae-a8f9-00d75290cc99',22,'22/room-news','tell_of_room','{"event": {"actor": "", "at": "2026-02-26T11:00:00Z", "kind": "room_changed", "before": "open", "after": "out_of_reach"}}',0,'done',0,'2026-02-26 11:01:00.000000',1,0,NULL,NULL,'2026-02-26 11:00:00.000000','2026-02-26 11:00:00.000000');
INSERT INTO "effects" VALUES(1987,'aee2ac04-cd93-4b2f-85d7-78371d2e77dd',23,'23/form','show_declared','{"form_id": "V01818F33C4", "place": "room_panel"}',0,'done',0,'2026-02-27 10:01:00.000000',1,0,NULL,NULL,'2026-02-27 10:00:00.000000','2026-02-27 10:00:00.000000');
INSERT INTO "effects" VALUES(2162,'173094aa-1b17-483c-9400-5a0559ffdeb9',NULL,'','send_chart','{"user": "U00051624E3", "channel": "D0067480901", "first": "2025-12-01", "end": "2026-03-02", "zone": "America/New_York"}',0,'done',0,'2026-03-02 14:01:00.000000',1,0,NULL,NULL,'2026-03-02 14:00:00.000000','2026-03-02 14:00:00.000000');
INSERT INTO "effects" VALUES(2223,'1c57615f-4358-4819-89cb-1f6a0e14a55f',9,'9/archive','archive_room','{"closed_at": "2026-02-17T12:00:00Z", "by": null}',0,'done',0,'2026-03-03 12:01:00.000000',1,0,NULL,NULL,'2026-03-03 12:00:00.000000','2026-03-03 12:00:00.000000');
INSERT INTO "effects" VALUES(2303,'245ddf79-1649-4b8d-97ed-65fd11812153',25,'25/bookmark','bookmark_page','{}',0,'done',0,'2026-03-04 09:31:00.000000',1,0,NULL,NULL,'2026-03-04 09:30:00.000000','2026-03-04 09:30:00.000000');
INSERT INTO "effects" VALUES(2347,'b7d10cd2-6d62-49b2-a49b-44f1901bfe8a',26,'26/room-lines','post_page_notice','{"place": "room", "news": "made"}',0,'done',0,'2026-03-04 12:01:00.000000',1,0,NULL,NULL,'2026-03-04 12:00:00.000000','2026-03-04 12:00:00.000000');
INSERT INTO "effects" VALUES(2351,'e381e5b2-e012-4a9a-ac42-3271886a0e00',26,'26/page-labels','label_page','{}',1,'done',0,'2026-03-04 12:01:00.000000',1,0,NULL,NULL,'2026-03-04 12:00:00.000000','2026-03-04 12:00:00.000000');
INSERT INTO "effects" VALUES(2352,'966e46cb-458e-44da-a21f-e606a2a92a3a',26,'26/bookmark','bookmark_page','{}',0,'parked',0,'2026-03-04 12:01:02.239111',3,3,NULL,'bookmarks.list is refused (restricted_action)','2026-03-04 12:00:00.000000','2026-03-04 12:00:02.239111');
INSERT INTO "effects" VALUES(2365,'a64fd52b-a518-4506-a424-9b5b22763ded',26,'26/page-edits','refresh_page','{}',1,'done',0,'2026-03-04 12:02:00.000000',1,0,NULL,NULL,'2026-03-04 12:01:00.000000','2026-03-04 12:01:00.000000');
INSERT INTO "effects" VALUES(2384,'2efa1ec9-f491-4422-bb22-5a6835d73a34',27,'27/message-1772627400.000025','note_message','{"channel": "C021011DEB9", "ts": "1772627400.000025", "user": "U0007BEA8C8", "at": "2026-03-04T12:30:00.000026Z", "asked": true, "by_hand": false, "known": null, "receipt": null}',0,'done',0,'2026-03-04 12:31:00.000000',1,0,NULL,NULL,'2026-03-04 12:30:00.000000','2026-03-04 12:30:00.000000');
INSERT INTO "effects" VALUES(2595,'54493cc5-1e5e-4db0-8b6d-28a3aa1423d3',26,'26/reminders-2','remind_owner','{"number": 2, "owner": "U0007BEA8C8", "late": false}',0,'done',0,'2026-03-08 09:01:00.000000',1,0,NULL,NULL,'2026-03-08 09:00:00.000000','2026-03-08 09:00:00.000000');
INSERT INTO "effects" VALUES(2645,'abf9e966-6c7e-4422-81a6-31daadcd7f18',29,'29/paging-INC-29-f4f9de50db2df194','ring_service','{"paged": {"actor": "U0002BB4859", "at": "2026-03-08T09:20:00Z", "kind": "paged", "key": "INC-29-f4f9de50db2df194", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "Queries take a minute"}}',0,'done',0,'2026-03-08 09:21:00.000000',1,0,NULL,NULL,'2026-03-08 09:20:00.000000','2026-03-08 09:20:00.000000');
INSERT INTO "effects" VALUES(2667,'3cbc4d0e-2daa-4881-bad1-e92992b234a7',NULL,'','learn_person','{"user": "U00051624E3"}',0,'done',0,'2026-03-08 12:01:00.000000',1,0,NULL,NULL,'2026-03-08 12:00:00.000000','2026-03-08 12:00:00.000000');
INSERT INTO "effects" VALUES(2699,'15d4f47d-1b6a-436d-8cde-616d24d10cef',17,'17/archive_notice','announce_archiving','{"closed_at": "2026-02-23T15:00:00Z", "due": "2026-03-09T15:00:00Z", "moved_at": null}',0,'done',0,'2026-03-08 15:01:00.000000',1,0,NULL,NULL,'2026-03-08 15:00:00.000000','2026-03-08 15:00:00.000000');
INSERT INTO "effects" VALUES(2705,'b1f93308-ff2b-47a2-9223-2bdf6fc3a382',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-08T15:10:00Z", "kind": "linked", "other": 31, "relation": "result"}}',0,'done',0,'2026-03-08 15:11:00.000000',1,0,NULL,NULL,'2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000');
INSERT INTO "effects" VALUES(2710,'0868bcbe-f860-4c86-af39-cd0df0de521c',31,'31/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U0007BEA8C8", "at": "2026-03-08T15:10:00Z", "kind": "linked", "other": 28, "relation": "cause"}}',0,'done',0,'2026-03-08 15:11:00.000000',1,0,NULL,NULL,'2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000');
INSERT INTO "effects" VALUES(2724,'501da6ca-9527-4e36-bc9c-efc3ba3ee787',30,'30/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-08T15:10:00Z", "kind": "linked", "other": 32, "relation": "cause"}}',0,'done',0,'2026-03-08 15:11:00.000000',1,0,NULL,NULL,'2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000');
INSERT INTO "effects" VALUES(2729,'b723b9f1-5f53-418a-a415-f1b59db98367',32,'32/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-08T15:10:00Z", "kind": "linked", "other": 30, "relation": "result"}}',0,'done',0,'2026-03-08 15:11:00.000000',1,0,NULL,NULL,'2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000');
INSERT INTO "effects" VALUES(2756,'71bed329-f1ee-4362-8fa8-c6cab957ea0a',NULL,'','tell_person','{"user": "U00045A14F6", "channel": "C0241DBA226", "text": ":large_orange_circle: *INC-33 \u00b7 SEV2 \u00b7 A backup failed*\nOpen. Declared <!date^1772985600^{date_short_pretty} {time}|2026-03-08 16:00 UTC>.\n\nNobody has written down yet what people see.\n\n<@U0002BB4859> is incident commander.\n\n<!date^1772985600^{date_short_pretty} {time}|2026-03-08 16:00 UTC>  :rotating_light: <@U0002BB4859> declared INC-33 as SEV2.\n<!date^1772985600^{date_short_pretty} {time}|2026-03-08 16:00 UTC>  :bust_in_silhouette: <@U0002BB4859> is now incident commander.", "thread": "", "response_url": ""}',0,'done',0,'2026-03-08 16:01:00.000000',1,0,NULL,NULL,'2026-03-08 16:00:00.000000','2026-03-08 16:00:00.000000');
INSERT INTO "effects" VALUES(2770,'34c4f761-2c55-4836-bbf2-9f2a50f90935',33,'33/invitations','invite_people','{"people": ["U0003A85A72"]}',0,'parked',0,'2026-03-08 17:01:02.017787',3,3,NULL,'conversations.invite is refused (restricted_action)','2026-03-08 17:00:00.000000','2026-03-08 17:00:02.017787');
INSERT INTO "effects" VALUES(2771,'02b078cf-890a-47fc-8664-45979a4def05',33,'33/briefing-scribe','brief_holder','{"event": {"actor": "U0002BB4859", "at": "2026-03-08T17:00:00Z", "kind": "role_changed", "role": "scribe", "before": null, "after": "U0003A85A72", "note": ""}, "home": "room"}',0,'done',0,'2026-03-08 17:01:00.000000',1,0,NULL,NULL,'2026-03-08 17:00:00.000000','2026-03-08 17:00:00.000000');
INSERT INTO "effects" VALUES(2777,'f4afaef4-d665-4b5d-a6cd-9126ce692650',35,'35/room','create_room','{}',0,'parked',0,'2026-03-08 17:03:01.725600',3,3,NULL,'conversations.create is refused (restricted_action)','2026-03-08 17:02:00.000000','2026-03-08 17:02:01.725600');
INSERT INTO "effects" VALUES(2778,'c5e0dc2a-ea99-4c25-836d-310ea4916b48',35,'35/room_panel','post_panel','{"place": "room_panel"}',0,'pending',1,'2026-03-08 17:02:00.000000',0,0,NULL,NULL,'2026-03-08 17:02:00.000000',NULL);
INSERT INTO "effects" VALUES(2779,'0f4d6544-647c-4744-89c2-e7afa8589ce3',35,'35/pin','pin_panel','{}',0,'pending',1,'2026-03-08 17:02:00.000000',0,0,NULL,NULL,'2026-03-08 17:02:00.000000',NULL);
INSERT INTO "effects" VALUES(2780,'ab9ed907-97f7-4ff8-bf7d-c1b1cd29ed73',35,'35/topic','set_topic','{}',1,'pending',1,'2026-03-08 17:02:00.000000',0,0,NULL,NULL,'2026-03-08 17:02:00.000000',NULL);
INSERT INTO "effects" VALUES(2781,'b38bb51a-eb93-4e8d-b05a-5eced47ebb6b',35,'35/invitations','invite_people','{"people": ["U000199BB52"]}',0,'pending',1,'2026-03-08 17:02:00.000000',0,0,NULL,NULL,'2026-03-08 17:02:00.000000',NULL);
INSERT INTO "effects" VALUES(2784,'2cc5611c-c39b-44a5-9dad-d47517a92e6f',35,'35/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',2,'2026-03-08 17:02:01.725600',0,0,NULL,NULL,'2026-03-08 17:02:01.725600',NULL);
INSERT INTO "effects" VALUES(2785,'565483d5-26e0-4d62-96a5-e303bc665b07',35,'35/room-lines','post_nudge','{"place": "room", "wanted": "commander", "due": null}',0,'pending',1,'2026-03-08 17:12:00.000000',0,0,NULL,NULL,'2026-03-08 17:12:00.000000',NULL);
INSERT INTO "effects" VALUES(2788,'825ed432-422a-42a6-991f-16a1a308ff0f',34,'34/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U0007BEA8C8", "at": "2026-03-08T17:30:00Z", "kind": "note_taken", "text": "It is out"}}',0,'pending',0,'2026-03-09 11:50:00.000000',3,0,NULL,'chat.postMessage is refused (restricted_action_thread_locked)','2026-03-08 17:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2796,'168fe281-f59c-4706-a359-7a1b6d7dc9fa',36,'36/announcement','post_announcement','{}',0,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2798,'4fdc4ba3-27bc-44e6-999c-70d2a441af0e',36,'36/room','create_room','{}',0,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2799,'82e2c3f9-a5d4-4699-bbde-a486025b574e',36,'36/room_panel','post_panel','{"place": "room_panel"}',0,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2800,'b0cf9ab7-2bd3-4e28-86fa-c32661265af9',36,'36/pin','pin_panel','{}',0,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2801,'4ab7c605-854b-41d9-8d69-c7bb7353a683',36,'36/topic','set_topic','{}',1,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2802,'5660a4ab-f029-4d0c-88f8-9f93b007defa',36,'36/invitations','invite_people','{"people": ["U0002BB4859"]}',0,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2804,'538419f4-7a25-4de9-a6eb-a776af44ace7',36,'36/announcement-edits','refresh_card','{"place": "announcement"}',1,'done',0,'2026-03-08 18:01:00.000000',1,0,NULL,NULL,'2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000');
INSERT INTO "effects" VALUES(2805,'3b58c486-3fbe-439b-9d1c-6ee42e74f931',35,'35/room-lines','post_nudge','{"place": "room", "wanted": "update", "due": "2026-03-08T18:02:00Z"}',0,'pending',2,'2026-03-08 18:02:00.000000',0,0,NULL,NULL,'2026-03-08 18:02:00.000000',NULL);
INSERT INTO "effects" VALUES(2808,'e1a17e17-d989-41f3-9e24-41e69ff88242',35,'35/room-lines','post_nudge','{"place": "room", "wanted": "update", "due": "2026-03-08T18:02:00Z"}',0,'pending',2,'2026-03-08 18:32:00.000000',0,0,NULL,NULL,'2026-03-08 18:32:00.000000',NULL);
INSERT INTO "effects" VALUES(2811,'4e338344-418a-4e93-942d-b656808375da',NULL,'members-S0016BED6E0','learn_members','{"circle": "S0016BED6E0", "taking_part": false}',1,'done',0,'2026-03-08 19:01:00.000000',1,0,NULL,NULL,'2026-03-08 19:00:00.000000','2026-03-08 19:00:00.000000');
INSERT INTO "effects" VALUES(2812,'37b4fdaa-98bd-43c0-9598-c22eb1c9b60c',36,'36/room-lines','post_nudge','{"place": "room", "wanted": "update", "due": "2026-03-08T19:00:00Z"}',0,'done',0,'2026-03-08 19:01:00.000000',1,0,NULL,NULL,'2026-03-08 19:00:00.000000','2026-03-08 19:00:00.000000');
INSERT INTO "effects" VALUES(2813,'bd6adc58-90ae-4f9b-b5ee-f13dc43baf08',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T08:00:00Z", "kind": "role_changed", "role": "communications", "before": null, "after": "U00066A33A1", "note": "Marketing asks every hour"}}',0,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2814,'629b9927-5e3e-4897-8dc0-71fef3c49989',28,'28/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2815,'52a532c9-208e-456e-b2d8-2e754ceaa01b',28,'28/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2816,'b4f58728-3898-46ba-9870-d3cd50e1b5bb',28,'28/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2817,'e4b15ca6-2580-4cf5-9b13-67b8cc75a016',28,'28/invitations','invite_people','{"people": ["U00066A33A1"]}',0,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2818,'858ffa26-bdc3-4d1b-957a-d6ab60d342fb',28,'28/briefing-communications','brief_holder','{"event": {"actor": "U0002BB4859", "at": "2026-03-09T08:00:00Z", "kind": "role_changed", "role": "communications", "before": null, "after": "U00066A33A1", "note": "Marketing asks every hour"}, "home": "room"}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2819,'fde6c4a9-4447-41e6-a290-7cc9fb2bc479',28,'28/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2820,'6135f5af-7b1f-4cc9-9232-335270ccb5a3',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T08:00:00Z", "kind": "role_changed", "role": "operations", "before": null, "after": "U0007BEA8C8", "note": ""}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2821,'c2877e72-8e90-4ec4-aaa9-5ce122bd496f',28,'28/invitations','invite_people','{"people": ["U0007BEA8C8"]}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2822,'989efd5e-b537-49fb-94eb-c950e86e531c',28,'28/briefing-operations','brief_holder','{"event": {"actor": "U0007BEA8C8", "at": "2026-03-09T08:00:00Z", "kind": "role_changed", "role": "operations", "before": null, "after": "U0007BEA8C8", "note": ""}, "home": "room"}',0,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2823,'af9694a5-04b6-46f2-a75c-e0e56f86a16f',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T08:00:00Z", "kind": "severity_changed", "before": "SEV2", "after": "SEV1", "reason": "The shop looks empty", "opens_room": false, "opens_page": false}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2824,'2da43870-5999-4b11-9366-48d6396abf89',28,'28/topic','set_topic','{}',1,'pending',0,'2026-03-09 12:05:30.000000',1,0,'worker-3:99',NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2825,'a20131c5-11a4-4503-82a6-8f5a85087fd5',28,'28/invitations','invite_people','{"people": ["S0014AA95D3"]}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2826,'140db468-cc78-4270-9132-e96f6b0a0c0c',28,'28/room-lines','post_line','{"place": "room", "event": {"impact": "Pictures of 9,000 articles are missing", "changed": "The backup of the bucket is found", "next_step": "Copy it back", "next_by": "U0007BEA8C8", "next_update": "2026-03-09T09:00:00Z", "actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "update_posted"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2827,'09436cd8-7296-4c0e-977a-114d7395a534',28,'28/announcement-lines','post_line','{"place": "announcement", "event": {"impact": "Pictures of 9,000 articles are missing", "changed": "The backup of the bucket is found", "next_step": "Copy it back", "next_by": "U0007BEA8C8", "next_update": "2026-03-09T09:00:00Z", "actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "update_posted"}}',0,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2828,'9d44ecfd-a6c2-46c9-ada3-e6e7daed04e5',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "update_put_off", "until": "2026-03-09T08:15:00Z"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2829,'786bf716-906f-4080-9683-0f37d786591c',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "update_waived"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2830,'56fc32d4-1069-42f5-8e8e-4eb51b0b4eaf',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "described", "summary": "Half of the pictures of articles are not found"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2831,'68226403-67cc-4f9c-ae95-d81fe8c30e84',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "classified", "trigger": "deployment", "failure_class": "software defect"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2832,'452511c9-92ed-46ce-9a37-5ac5ffdadfcd',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "edited", "before": {"title": "Half of the pictures are missing", "services": []}, "after": {"title": "Most pictures are missing", "services": ["search", "checkout"]}}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2833,'0e485ae1-309c-43e8-a3c8-5b478f798545',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T08:00:00Z", "kind": "note_taken", "text": "The copy has begun"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2834,'2fe3d669-7018-4135-af41-d3ba1f755fc2',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T08:00:00Z", "kind": "milestones_corrected", "corrections": [{"milestone": "impact_started", "before": null, "after": "2026-03-08T08:30:00Z"}]}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2835,'413c093a-e1e3-4a10-bfa6-81d23da38b62',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "follow_up_changed", "before": null, "after": {"number": 1, "text": "Versions in the bucket", "owner": "U00066A33A1", "due": "2026-03-16", "state": "open", "source": "", "ticket": ""}, "merged": null}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2836,'4273f2a4-7412-4526-b7ab-d440d7e4b470',26,'26/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "linked", "other": 28, "relation": "cause"}}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2837,'402df109-bb9c-48ad-b22c-61344cbbc0bd',26,'26/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 12:05:30.000000',1,0,'worker-3:99',NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2838,'6950222f-48a7-4bfa-a571-8386cafe0aa9',26,'26/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2839,'a1f30bd3-2b0c-4248-a094-bceb47e21367',26,'26/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2840,'06358c6d-a784-4698-b8fa-d305fe234906',26,'26/page-edits','refresh_page','{}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2841,'a56ea0e5-0022-4a52-9b94-c8cf866911a9',26,'26/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2842,'f604d37a-eced-4a9f-83b9-c5b1fe1621be',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "linked", "other": 26, "relation": "result"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2843,'34349e22-a2f7-4e4b-bc05-f1ec585fb989',5,'5/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "linked", "other": 28, "relation": "related"}}',0,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2844,'59f79e16-b60a-42fc-8db9-97e267c1817b',5,'5/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2845,'687bd60d-ca1f-4e02-b34a-4479a20269fe',5,'5/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2846,'dd787999-925d-4bb4-8388-9a5c5ed6ef13',5,'5/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2847,'ca3fb135-f348-4ea8-a075-33af5d171cbc',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "linked", "other": 5, "relation": "related"}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2848,'0e8fce86-a07d-4307-b13b-ef2bbbd4cad2',5,'5/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "unlinked", "other": 28}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2849,'ca288c0c-f8ba-424f-90a8-a73bbac3d10b',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:00:00Z", "kind": "unlinked", "other": 5}}',0,'pending',1,'2026-03-09 08:00:00.000000',0,0,NULL,NULL,'2026-03-09 08:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2850,'88975fcf-dbb2-42f4-8f77-3edb1a231c46',37,'37/announcement','post_announcement','{}',0,'pending',0,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2851,'fb6c37e1-5516-4701-b4db-01155a578b8a',37,'37/thread_panel','post_panel','{"place": "thread_panel"}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2852,'07453723-8399-4e45-b66f-4c892503ea8c',37,'37/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2853,'2ff3e7c8-012d-46b5-b437-a84d6dbd72b0',37,'37/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U00045A14F6", "at": "2026-03-09T08:30:00Z", "kind": "follow_up_changed", "before": null, "after": {"number": 1, "text": "Tell the buyers", "owner": "U00045A14F6", "due": null, "state": "open", "source": "", "ticket": ""}, "merged": null}}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2854,'87148369-d477-4d0b-9e77-3f19b2a98e06',37,'37/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2855,'fffbd251-8d03-4559-b519-c568bd336aa6',37,'37/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2856,'9a51b0e6-48c2-45a7-8fcb-c2500abf94f5',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U00045A14F6", "at": "2026-03-09T08:30:00Z", "kind": "merged", "duplicate": 37, "title": "Articles without pictures", "people": ["U00045A14F6"], "into_room": true, "follow_ups": 1}}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2857,'89327654-4449-48b8-ac30-d12e148057a4',28,'28/invitations','invite_people','{"people": ["U00045A14F6"]}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2858,'ede3e07e-96a6-439f-b5f0-d020257f16c2',37,'37/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U00045A14F6", "at": "2026-03-09T08:30:00Z", "kind": "status_changed", "trigger": "cancel", "before": "open", "after": "closed", "note": "Same bucket", "cancel_reason": "duplicate", "duplicate_of": 28, "merged": true, "overridden": false, "opens_page": false}}',0,'pending',2,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2859,'fbb18405-16c4-4e2d-97fc-6367ec4651d6',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T08:30:00Z", "kind": "page_wanted"}}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2860,'439a1c5a-b31d-4db9-9f3c-d3ab928ddebf',28,'28/page','create_page','{}',0,'pending',0,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2861,'6dba027a-b0de-4384-af79-23de289ba112',28,'28/message-1773045000.000002','note_message','{"channel": "C0219457F8D", "ts": "1773045000.000002", "user": "U0007BEA8C8", "at": "2026-03-09T08:30:00.000003Z", "asked": true, "by_hand": false, "known": null, "receipt": null}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2862,'a50307f6-0889-4fb6-9a75-9a1834fa32e4',28,'28/message-1773045000.000002','note_message','{"channel": "C0219457F8D", "ts": "1773045000.000002", "user": "U0002BB4859", "at": "2026-03-09T08:30:00Z", "asked": false, "by_hand": true, "known": {"channel": "C0219457F8D", "ts": "1773045000.000002", "at": "2026-03-09T08:30:00.000002Z", "author": "U0007BEA8C8", "text": "Copied 10 of 400 GB.", "permalink": "", "marked": true, "pictures": []}, "receipt": {"user": "U0002BB4859", "channel": "C0219457F8D", "text": "It is on the timeline of INC-28.", "thread": "", "response_url": "http://127.0.0.1:41999/response/07991f52f6c9142e7aa07d64"}}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2863,'f8338dd7-9c40-4521-b40c-e79c2c7d8c5c',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T08:30:00Z", "kind": "follow_up_changed", "before": null, "after": {"number": 3, "text": "A faster way to copy", "owner": "U0007BEA8C8", "due": "2026-03-12", "state": "open", "source": "", "ticket": ""}, "merged": null}}',0,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2864,'1b1bbcdb-c103-4110-ba26-ec4c4451a8a8',28,'28/page-edits','refresh_page','{}',1,'pending',1,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2865,'f7cc9dd1-8834-4db0-bf83-6b09e7840989',28,'28/source-3','find_source','{"channel": "C0219457F8D", "ts": "1773045000.000002", "user": "U0002BB4859", "number": 3}',0,'pending',0,'2026-03-09 08:30:00.000000',0,0,NULL,NULL,'2026-03-09 08:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2866,'00ee20b6-4444-4e77-b5b3-144bccc9d357',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T08:50:00Z", "kind": "status_changed", "trigger": "mitigate", "before": "investigating", "after": "mitigated", "note": "Pictures come from the other region", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}}',0,'pending',1,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2867,'f772ac0a-8f7a-4180-a338-6b582c7cc1d8',28,'','stand_down','{}',0,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2868,'1b4c85d5-167e-4785-9c41-206f46c15be7',NULL,'','find_thread','{"note": {"channel": "C0008CF0240", "ts": "1773046200.000000", "user": "U000199BB52", "at": "2026-03-09T08:50:00.000001Z", "asked": true, "by_hand": false, "known": null, "receipt": null}}',0,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2869,'1a71647a-100b-409e-9388-61f8eed1e2f9',16,'16/archive_notice-edits','settle_archive_notice','{}',1,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2870,'56381d8f-be65-4ec4-91d8-7345025fea26',16,'16/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2871,'40899804-2268-4525-8861-731572157e44',16,'16/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2872,'3249c026-81c3-446a-9209-e208d4c70ff6',16,'16/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2873,'9edfdbde-1ac1-4be7-a382-433ff1f92217',16,'16/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 08:50:00.000000',0,0,NULL,NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2874,'683c12e1-ab8f-42f9-8d8d-04fbf0bedfd1',17,'17/archive','archive_room','{"closed_at": null, "by": "U0002BB4859"}',0,'pending',0,'2026-03-09 12:05:30.000000',1,0,'worker-3:99',NULL,'2026-03-09 08:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2875,'a9894e8f-21eb-4068-8894-06014016254e',33,'33/room-news','tell_of_room','{"event": {"actor": "U00045A14F6", "at": "2026-03-09T09:00:00.000001Z", "kind": "room_changed", "before": "open", "after": "archived"}}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2876,'c8d34af1-83f3-4b2d-ac27-6e6566f989b2',33,'33/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2877,'baad6a80-ac88-4bd1-bde0-542417eee970',33,'33/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2878,'b6a17b4a-5caa-4e92-bab5-f57641ce00af',33,'33/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2879,'488d3d08-9dd9-48b1-ae9f-10b3cdbc33ee',NULL,'','learn_person','{"user": "U000199BB52"}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2880,'e62beb16-747b-4033-9a3b-da14b06d6af4',11,'11/room-news','tell_of_room','{"event": {"actor": "U000199BB52", "at": "2026-03-09T09:00:00.000003Z", "kind": "room_changed", "before": "open", "after": "archived"}}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2881,'ddf68cde-9fcf-40da-ad43-1e0cc51a2279',11,'11/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2882,'1789ec62-5c84-4ce2-8e0c-d773927224ee',11,'11/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2883,'2a8b6420-bf09-4f43-a92a-e890c9ab5f0f',11,'11/page-edits','refresh_page','{}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2884,'74ddb7f3-7f9d-4426-ba32-77f3ab17bd94',11,'11/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2885,'db564c29-887e-4893-aa0e-a0bab29349de',11,'11/room','rejoin_room','{}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2886,'4f3cd9bb-d561-4321-9640-a895e17b7e5d',11,'11/room-news','tell_of_room','{"event": {"actor": "U000199BB52", "at": "2026-03-09T09:00:00.000005Z", "kind": "room_changed", "before": "archived", "after": "open"}}',0,'pending',2,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2887,'5d9773e0-03a5-44bd-9cbb-5f923f3506ff',11,'11/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2888,'5642866b-6446-410a-9b3c-b374bef40e4b',NULL,'','learn_person','{"user": "U0007BEA8C8"}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2889,'58260e56-853e-4e07-bab5-e7ecac62c473',20,'20/announcement-lines','post_line','{"place": "announcement", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T09:00:00Z", "kind": "room_adopted", "channel": "C0012B04D94", "people": []}}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2890,'178ea239-c992-40e7-b80d-0adaa543f0ff',20,'20/room','join_room','{"channel": "C0012B04D94"}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2891,'095550a7-6f34-4f5c-8c93-59dcb8aefe5c',20,'20/room_panel','post_panel','{"place": "room_panel"}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2892,'16a5dae1-02ef-43ef-b55c-e22aee2ed129',20,'20/pin','pin_panel','{}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2893,'8d86110b-3d72-407d-83d1-44016c98db1b',20,'20/topic','set_topic','{}',1,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2894,'1676d9ee-ff5e-45bf-937b-94c87fe91a2a',20,'20/invitations','invite_people','{"people": ["U0007BEA8C8"]}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2895,'1d086718-4e40-44e7-8a81-cf774d1848c6',20,'20/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T09:00:00Z", "kind": "room_adopted", "channel": "C0012B04D94", "people": []}}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2896,'bbc435fe-d83b-4140-937c-c5f5246bd811',20,'20/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2897,'ee95a271-9665-447c-a95a-06d2134c0988',20,'20/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2898,'d66301d7-755d-43e7-8f85-b53c2f0e8cda',20,'20/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2899,'ef0c0b10-8988-4e1c-9205-497902621e90',38,'38/announcement','post_announcement','{}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2900,'c0eb7ea4-7073-4eb4-8e33-93e050cc86f6',38,'38/thread_panel','post_panel','{"place": "thread_panel"}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2901,'cfbd0821-671a-4819-ae7c-748adb4aad74',38,'38/room','join_room','{"channel": "C00138C59D0"}',0,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 09:00:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2902,'b633ed20-828a-486d-80c9-13416ee0bb1a',38,'38/room_panel','post_panel','{"place": "room_panel"}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2903,'2aef96cb-1d95-4bf4-8067-03cb8a688ab8',38,'38/pin','pin_panel','{}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2904,'d6a67510-e6b9-439b-9735-834e1d639d57',38,'38/topic','set_topic','{}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2905,'69482c0f-09e0-4848-9bd2-3b71f037a194',38,'38/invitations','invite_people','{"people": ["U0007BEA8C8"]}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2906,'4f3751b9-f8c1-42b2-a5f6-693b9e750342',38,'38/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T09:00:00Z", "kind": "declared", "title": "The tills are down", "severity": "SEV2", "source": null, "room": "C00138C59D0"}}',0,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2907,'e82294ad-ea5a-47e8-b26b-295554a5a69e',38,'38/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2908,'af127265-d65c-4e76-9dae-facb9ca26b0b',38,'38/form','show_declared','{"form_id": "V0290C548BD", "place": "room_panel"}',0,'pending',1,'2026-03-09 09:00:00.000000',0,0,NULL,NULL,'2026-03-09 09:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2909,'24226112-b8fe-4b2d-8fd5-5c2dcbf35227',31,'31/announcement','take_down','{"channel": "", "ts": ""}',0,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 09:30:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2910,'36f12c9d-1d5c-43c0-baf7-8ea8fffd3d4f',31,'31/room','create_room','{}',0,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2911,'85aad186-a146-4296-8da6-bba6620b58bb',31,'31/room_panel','post_panel','{"place": "room_panel"}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2912,'a74d2e41-a2a1-4957-a76e-1bbf68d06660',31,'31/pin','pin_panel','{}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2913,'e8623ad5-40a2-464c-8935-479e34e54947',31,'31/topic','set_topic','{}',1,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2914,'f75041fa-b0a4-4430-8fad-1189423d9ee0',31,'31/invitations','invite_people','{"people": ["U0007BEA8C8"]}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2915,'2164c389-b384-4b55-b60f-4715e4230d6f',31,'31/invitations','invite_people','{"people": ["U0007BEA8C8", "U00045A14F6"]}',0,'pending',2,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2916,'aeefa973-5513-4c6c-b45f-6e931a98db98',31,'31/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T09:30:00Z", "kind": "visibility_changed", "private": true, "left": "", "stays": false, "people": ["U0007BEA8C8", "U00045A14F6"]}}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2917,'10d79ad1-c2ca-4c1f-8c80-845b804cf59f',31,'31/kin','refresh_kin','{}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2918,'886f3adc-41fa-4741-b73d-afb809118f4a',31,'31/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2919,'44fd2073-13e9-49ee-86a1-05fc31411e64',32,'32/announcement','take_down','{"channel": "", "ts": ""}',0,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2920,'01522c58-48c3-403a-9293-187ece184bc8',32,'32/retired-C0237F780CD','retire_room','{"channel": "C0237F780CD", "at_once": true}',0,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2921,'ef619a2f-b547-4b4d-971a-1f65423a341f',32,'32/retired-C0237F780CD','retire_room','{"channel": "C0237F780CD", "at_once": false}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2922,'b4770d03-3937-44cd-a404-3b301d727565',32,'32/room','create_room','{}',0,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2923,'bee6a02a-85bc-4db9-afd4-d4e361111c82',32,'32/room_panel','post_panel','{"place": "room_panel"}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2924,'b3751346-3d5d-42a1-a119-61fa196d8a56',32,'32/pin','pin_panel','{}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2925,'66a36dc0-93f2-4c21-a362-6c3f25d67404',32,'32/topic','set_topic','{}',1,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2926,'e2d67a0f-dcba-46ac-8570-187fb25ed735',32,'32/invitations','invite_people','{"people": ["U0007BEA8C8"]}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2927,'12750df3-a5f5-441a-9998-b6768c5d3234',32,'32/invitations','invite_people','{"people": ["U0007BEA8C8", "U0002BB4859"]}',0,'pending',2,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2928,'b06c3da2-352f-4a16-964d-e9301d899770',32,'32/room-lines','post_line','{"place": "room", "event": {"actor": "U0007BEA8C8", "at": "2026-03-09T09:30:00Z", "kind": "visibility_changed", "private": true, "left": "C0237F780CD", "stays": false, "people": ["U0007BEA8C8", "U0002BB4859"]}}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2929,'88118c9b-5103-465f-805b-15830ff39085',32,'32/kin','refresh_kin','{}',1,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 09:30:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2930,'c81feb76-552b-4c87-b610-9187d0b2542a',32,'32/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2931,'61eebf94-d5bf-419b-9582-f1d0b3ac52e4',21,'21/announcement','post_announcement','{}',0,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2932,'ffb334e5-0975-4706-8d45-d371ad43ac84',21,'21/thread_panel','post_panel','{"place": "thread_panel"}',0,'pending',1,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2933,'774a3c9e-8f29-495d-9530-09665515bebe',21,'21/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T09:30:00Z", "kind": "visibility_changed", "private": false, "left": "", "stays": false, "people": []}}',0,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2934,'7c5c5dc6-7945-41b9-b502-6f9e8966b807',21,'21/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2935,'7f4fb288-dff0-48ee-b567-5d74d7ee13f2',21,'21/kin','refresh_kin','{}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2936,'ce074dea-145c-4b05-84eb-50a20eb2536a',21,'21/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2938,'9cd6d4cc-d268-4ec6-85a4-383ac92801d9',23,'23/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 09:30:00.000000',0,0,NULL,NULL,'2026-03-09 09:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2939,'7bec14a7-8448-4b38-996f-77fa08d3f90a',NULL,'','learn_person','{"user": "U0002BB4859"}',0,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2940,'851ec784-c88c-4e65-93ee-64b2d280c3b9',29,'29/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T10:00:00Z", "kind": "status_changed", "trigger": "mitigate", "before": "open", "after": "mitigated", "note": "An index was missing", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}}',0,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2941,'685ffd9a-b0f8-45c9-a2c5-ebab9ea963c2',29,'29/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2942,'993ff4f3-8cd5-4360-856e-2660ffe2a76e',29,'29/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2943,'53b20891-078e-468e-9376-f7af369858e8',29,'29/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2944,'58ffa919-bf0e-483d-a0a1-10a5a6f86655',29,'29/page','create_page','{}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2945,'ef9dea3e-a039-4ddd-af05-1956e651ee5a',29,'','stand_down','{}',0,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 10:00:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2946,'841a84fb-62e3-4443-b13c-8a443a62a3e1',29,'29/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2947,'3ce2cf2c-e6e9-43e4-b90d-e90abf04a696',27,'27/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T10:00:00Z", "kind": "status_changed", "trigger": "mitigate", "before": "open", "after": "mitigated", "note": "The job was run by hand", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}}',0,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2948,'774880b3-b703-4aa4-81cf-47028a729b5a',27,'27/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2949,'4eb9f62a-c882-400c-b1b6-f7997b572b41',27,'27/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2950,'03e25aab-769d-4ca7-bf70-1dd6779af69f',27,'27/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2951,'33d19161-45f3-4bf0-8508-42b4e148bb14',27,'27/page','create_page','{}',0,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 10:00:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2952,'97bebd31-4acb-49cb-896b-e405546f2f1a',27,'','stand_down','{}',0,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2953,'05b2f98c-f694-4a6f-a0a8-1695200bb82d',27,'27/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 10:00:00.000000',0,0,NULL,NULL,'2026-03-09 10:00:00.000000',NULL);
INSERT INTO "effects" VALUES(2954,'7a959a15-fea8-4687-893e-8206a33b336e',36,'36/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T10:30:00Z", "kind": "status_changed", "trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}}',0,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2955,'382c1d84-ec13-4459-87b3-2c04fc63e603',36,'36/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2956,'55f5fc5d-bf78-47e1-970b-2f1d0befee56',36,'36/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2957,'c0fd009e-aa4e-41cb-a4c4-1760f74078bd',36,'36/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2958,'43e8174a-b191-4c87-934d-a074ccc70f5d',36,'','stand_down','{}',0,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2959,'e7ae19be-9cda-47ce-b958-7c49f06b4c4c',36,'36/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2960,'36682852-a137-4cb4-8d1c-bdd0c5477a24',6,'6/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T10:30:00Z", "kind": "status_changed", "trigger": "cancel", "before": "investigating", "after": "closed", "note": "Nobody had opened it", "cancel_reason": "other", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}}',0,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2961,'0c2dc80e-d2ff-4655-971a-136067bfbf22',6,'6/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2962,'2d5e2a47-dcdd-424d-9fc8-376dc3bed723',6,'','stand_down','{}',0,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2963,'5bb3b5c1-1410-43c6-a42c-5e194c0ce506',6,'6/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2964,'0e29d11f-dc49-472c-85c2-2bde6172145d',26,'26/room-lines','post_line','{"place": "room", "event": {"actor": "U0002BB4859", "at": "2026-03-09T10:30:00Z", "kind": "follow_up_changed", "before": null, "after": {"number": 3, "text": "A page about mails", "owner": "U0003A85A72", "due": "2026-03-18", "state": "open", "source": "", "ticket": ""}, "merged": null}}',0,'pending',1,'2026-03-09 10:30:00.000000',0,0,NULL,NULL,'2026-03-09 10:30:00.000000',NULL);
INSERT INTO "effects" VALUES(2965,'0c192315-d61f-458a-9398-64f9fe92a5b9',39,'39/announcement','post_announcement','{}',0,'pending',0,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2966,'0fa04e0d-c1fc-4cb5-ba91-8901f8c9cbd2',39,'39/thread_panel','post_panel','{"place": "thread_panel"}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2967,'05ea8270-13dc-498e-87e4-733357867a12',39,'39/room','create_room','{}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2968,'391a9fd1-1d60-4405-aab0-c44adf224251',39,'39/room_panel','post_panel','{"place": "room_panel"}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2969,'31009489-d315-451c-b051-d5471146fcba',39,'39/pin','pin_panel','{}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2970,'57d1f680-ce71-4d51-97ba-dfb0270755c2',39,'39/topic','set_topic','{}',1,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2971,'aafc32cc-10c4-440f-98f7-92341b1a0a40',39,'39/invitations','invite_people','{"people": ["U0007BEA8C8", "S0014AA95D3"]}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2972,'0807aaab-a334-4127-974c-96edf39bfe0c',39,'39/room-lines','link_source','{"place": "room", "source": {"channel": "C00103B9B71", "ts": "1773056400.000000", "thread": ""}}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2973,'a76b60d3-cbc9-4b62-97cd-5f320c72e4fa',39,'39/source','tell_source','{"source": {"channel": "C00103B9B71", "ts": "1773056400.000000", "thread": ""}, "place": "room"}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2974,'78e6afb5-7a30-4a5e-8f14-083c92491dd9',39,'39/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2975,'093cd959-57e6-4cf5-ab41-02ddcbd44298',39,'39/form','show_declared','{"form_id": "V03095DFF2D", "place": "room_panel"}',0,'pending',1,'2026-03-09 11:40:00.000000',0,0,NULL,NULL,'2026-03-09 11:40:00.000000',NULL);
INSERT INTO "effects" VALUES(2976,'0aff1b19-71ef-4a88-a353-d953d63622c2',40,'40/announcement','post_announcement','{}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2977,'7ec7705b-8969-4f26-b317-a0dc3ecc1fac',40,'40/thread_panel','post_panel','{"place": "thread_panel"}',0,'pending',1,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2978,'d98f035b-aeba-45b3-a79c-eda1162f444d',40,'40/homes','refresh_homes','{}',1,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 11:50:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2979,'0fe3aeee-1c33-45e8-afaa-82ac338ae244',NULL,'','learn_person','{"user": "U00066A33A1"}',0,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2980,'189d7995-4f8d-4b1b-ae90-83ea51bfe51d',NULL,'','send_digest','{"user": "U00051624E3", "week": "2026-03-02", "zone": "America/New_York", "is_weekly": false, "is_late": false}',0,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2981,'9e4a0f89-8575-40db-9228-45c01b3a154b',NULL,'','send_digest','{"user": "U0003A85A72", "week": "2026-03-02", "zone": "Europe/Paris", "is_weekly": false, "is_late": false}',0,'pending',0,'2026-03-09 12:05:30.000000',1,0,'worker-3:99',NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2983,'f6bd42e3-451d-4ae9-8006-0d42f016f417',NULL,'','send_digest','{"user": "U000199BB52", "week": "2026-03-02", "zone": "Europe/London", "is_weekly": false, "is_late": false}',0,'done',0,'2026-03-09 12:02:00.000000',1,0,NULL,NULL,'2026-03-09 11:50:00.000000','2026-03-09 12:01:00.000000');
INSERT INTO "effects" VALUES(2984,'d805b2c7-b640-419d-9170-908e28fa40d2',NULL,'','tell_person','{"user": "U0002BB4859", "channel": "C0008CF0240", "text": "Trying 1 step again.", "thread": "1772986800.000001", "response_url": "http://127.0.0.1:41999/response/7ae5a6d3e402ce5f24e886da"}',0,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2985,'b3b3af01-2e81-4078-8ae4-b2e2ff4501a5',NULL,'','tell_person','{"user": "U00051624E3", "channel": "C02313E0E5E", "text": ":large_orange_circle: *INC-30 \u00b7 SEV2 \u00b7 The queue grows*\nOpen. Declared <!date^1772980200^{date_short_pretty} {time}|2026-03-08 14:30 UTC>.\n\nNobody has written down yet what people see.\n\n<@U00045A14F6> is incident commander.\n\n<!date^1772980200^{date_short_pretty} {time}|2026-03-08 14:30 UTC>  :rotating_light: <@U00045A14F6> declared INC-30 as SEV2.\n<!date^1772980200^{date_short_pretty} {time}|2026-03-08 14:30 UTC>  :bust_in_silhouette: <@U00045A14F6> is now incident commander.", "thread": "", "response_url": ""}',0,'parked',0,'2026-03-09 12:02:04.000000',3,3,NULL,'chat.postEphemeral is refused (restricted_action)','2026-03-09 11:50:00.000000','2026-03-09 12:01:04.000000');
INSERT INTO "effects" VALUES(2986,'21dc1df9-3d4d-4149-bba7-abf936bec6b3',30,'30/room-lines','post_line','{"place": "room", "event": {"actor": "U00045A14F6", "at": "2026-03-09T11:50:00Z", "kind": "status_changed", "trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}}',0,'done',0,'2026-03-09 12:05:30.000000',1,0,NULL,NULL,'2026-03-09 11:50:00.000000','2026-03-09 12:04:30.000000');
INSERT INTO "effects" VALUES(2987,'d9d2be00-4dee-4aff-9a62-f50c33e13c48',30,'30/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2988,'9fecdeec-0205-46d7-816b-08b1e07a7815',30,'30/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2989,'9feeef10-a30f-43a4-a840-3b493e422811',30,'30/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2990,'abc18bcc-4f29-4eb0-9a1a-fafeed3cb7d2',30,'30/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2991,'57922704-f82a-46ae-9721-1b47e6ebe744',NULL,'','tell_person','{"user": "U00051624E3", "channel": "C02313E0E5E", "text": "It is investigating now, so nobody can start investigating it. Nothing was changed.", "thread": "", "response_url": "http://127.0.0.1:41999/response/6197bdbe7fd8787b0e49c1cf"}',0,'pending',0,'2026-03-09 11:50:00.000000',0,0,NULL,NULL,'2026-03-09 11:50:00.000000',NULL);
INSERT INTO "effects" VALUES(2992,'55fbf848-7f41-4a09-b5fd-a626007055dd',41,'41/announcement','post_announcement','{}',0,'pending',0,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2993,'442bd07d-bd96-4468-af7d-9cfada5aa6f9',41,'41/thread_panel','post_panel','{"place": "thread_panel"}',0,'pending',1,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2994,'fb743679-382e-4a97-b104-f51d8625f293',41,'41/room','create_room','{}',0,'pending',0,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2995,'f08b0857-ce25-4858-857c-3727f83949d5',41,'41/room_panel','post_panel','{"place": "room_panel"}',0,'pending',1,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2996,'6c03d891-8ff7-4ab1-848d-53e9e96d5ade',41,'41/pin','pin_panel','{}',0,'pending',1,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2997,'875bc40b-6d47-4357-b277-1e8fba00c88c',41,'41/topic','set_topic','{}',1,'pending',1,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2998,'802c9a39-7147-4100-9096-5010b87e01c2',41,'41/invitations','invite_people','{"people": ["U00051624E3"]}',0,'pending',1,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(2999,'ea881230-b7b1-4abc-bdf0-009178ef2991',41,'41/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 11:58:00.000000',0,0,NULL,NULL,'2026-03-09 11:58:00.000000',NULL);
INSERT INTO "effects" VALUES(3000,'6cd35f05-7180-4e88-ac5e-570c22529511',NULL,'members-S0015BAA0D4','learn_members','{"circle": "S0015BAA0D4", "taking_part": false}',1,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3001,'f5f5d04d-d7db-4d4d-8e8a-dbe0c76eadbd',NULL,'members-S0016BED6E0','learn_members','{"circle": "S0016BED6E0", "taking_part": false}',1,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3002,'0c32c250-fbc8-46df-98c4-bbbf84ead631',39,'39/room-lines','post_nudge','{"place": "room", "wanted": "commander", "due": null}',0,'pending',2,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3003,'cf92edbf-d8b5-4669-92bf-a8043e3a0b52',30,'30/room-lines','post_nudge','{"place": "room", "wanted": "update", "due": "2026-03-08T15:30:00Z"}',0,'pending',0,'2026-03-09 12:06:00.570500',1,0,NULL,'chat.postMessage C02313E0E5E is rate limited','2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3004,'e33b12f6-b147-49d4-8852-58feb5a6ade3',26,'26/postmortem-draft','remind_of_postmortem_due','{"stage": "draft"}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3005,'4a1c9ec1-c4bb-4f14-abe0-7f27eb77039e',27,'27/reminders-1','remind_owner','{"number": 1, "owner": "U000199BB52", "late": false}',0,'pending',0,'2026-03-09 12:04:30.000000',1,0,'worker-2:815',NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3006,'508a05aa-7d3c-4230-aa69-3f2c08971253',26,'26/reminders-1','remind_owner','{"number": 1, "owner": "U0002BB4859", "late": false}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3007,'06067cfd-6df7-43d9-890d-bfe3db782a2d',14,'14/archive','archive_room','{"closed_at": "2026-02-23T10:00:00Z", "by": null}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3008,'bb50ca4c-0df8-4d96-ab9e-e2e5b6f4aa87',18,'18/archive_notice','announce_archiving','{"closed_at": "2026-02-23T20:00:00Z", "due": "2026-03-10T12:01:00Z", "moved_at": null}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3009,'8e35687d-c5a4-40ed-87dc-1e3bc943e79e',NULL,'','send_digest','{"user": "U0003A85A72", "week": "2026-03-02", "zone": "Europe/Paris", "is_weekly": true, "is_late": true}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3010,'da92e2c5-c159-4b2f-9ccc-31f16f819703',40,'40/home-U000199BB52','refresh_home','{"user": "U000199BB52"}',1,'pending',0,'2026-03-09 12:04:30.852612',1,1,NULL,'no answer to views.publish (Received a response in a non-JSON format: <html><body>Something went wrong</body></html>)','2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3011,'81116719-037e-4f45-8176-8136b6681f02',40,'40/home-U00066A33A1','refresh_home','{"user": "U00066A33A1"}',1,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3012,'75c5b8f4-b959-4b59-a84a-4f560b7ffa3c',27,'27/room-lines','post_page_notice','{"place": "room", "news": "made"}',0,'pending',1,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3013,'9c2cc0b9-74d3-4265-a379-6e31fc28df25',27,'27/page-labels','label_page','{}',1,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3014,'aa36b634-b4c1-4a9a-9897-07564e73e976',27,'27/bookmark','bookmark_page','{}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3015,'60198288-2da6-4313-a879-b0b968570063',27,'27/picture-F0212374C84','attach_picture','{"file": "F0212374C84"}',1,'pending',0,'2026-03-09 12:05:30.000000',1,0,'worker-3:99',NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3016,'57383257-fd90-4758-b37a-77ea54894995',27,'27/picture-F0213BC1D3E','attach_picture','{"file": "F0213BC1D3E"}',1,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3017,'f09701b2-2bc3-48a7-9b63-abbf16e479e8',29,'29/paging-INC-29-f4f9de50db2df194','end_ringing','{"service": "Database on-call", "key": "INC-29-f4f9de50db2df194"}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3018,'72b7b896-ccc2-42fa-b3fe-75628a15622b',30,'30/announcement-retold-32','retell_lines','{"place": "announcement", "other": 32, "at_once": true}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3019,'8fa058d9-2b01-4ad9-b1a7-14f1571468c8',30,'30/announcement-retold-32','retell_lines','{"place": "announcement", "other": 32, "at_once": false}',0,'pending',1,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3020,'28746cea-a0a0-4a97-93bf-6d771a5d4520',30,'30/room-retold-32','retell_lines','{"place": "room", "other": 32, "at_once": true}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3021,'a13758ff-8fe4-459c-b8ea-20e8dc9ae03d',30,'30/room-retold-32','retell_lines','{"place": "room", "other": 32, "at_once": false}',0,'pending',2,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3022,'3afedc9e-64dd-4960-9aa7-f0a3aa6f3af8',31,'31/late-words','take_down','{"channel": "C0008CF0240", "ts": "1772982600.000001"}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3023,'dd7cb30e-b342-405b-a046-8eaed734556c',NULL,'','learn_person','{"user": "U0FIREFIGHTER"}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3024,'b0a406b9-8a21-45b8-a515-cf1c1e898ac1',23,'23/told-U0003A85A72','tell_reopened','{"user": "U0003A85A72", "event": {"actor": "U000199BB52", "at": "2026-03-09T09:30:00Z", "kind": "status_changed", "trigger": "reopen", "before": "closed", "after": "investigating", "note": "It was no test key", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3025,'db92ea6c-2931-4492-89c9-4e5de0147ce5',23,'23/told-U0007BEA8C8','tell_reopened','{"user": "U0007BEA8C8", "event": {"actor": "U000199BB52", "at": "2026-03-09T09:30:00Z", "kind": "status_changed", "trigger": "reopen", "before": "closed", "after": "investigating", "note": "It was no test key", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3026,'ab06a36f-e4d3-4941-9c96-da17ba4a7607',38,'','learn_members','{"circle": "C00138C59D0", "taking_part": true}',1,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3027,'83405a17-7a0b-4af8-8d79-e9b00afffa64',NULL,'','send_chart','{"user": "U0007BEA8C8", "channel": "D01955B1443", "first": "2025-12-08", "end": "2026-03-09", "zone": "Europe/London"}',0,'pending',0,'2026-03-09 12:05:30.000000',1,0,'worker-3:99',NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3028,'77e984e6-78fc-4c82-8cf5-de45c6212eab',NULL,'','send_chart','{"user": "U000199BB52", "channel": "D0221EBCEAB", "first": "2025-12-08", "end": "2026-03-09", "zone": "Europe/London"}',0,'pending',0,'2026-03-09 12:01:00.000000',0,0,NULL,NULL,'2026-03-09 12:01:00.000000',NULL);
INSERT INTO "effects" VALUES(3029,'32e2dce7-efcb-42bd-8349-c7d1e66a6c78',30,'30/paging-INC-30-f1171dd1551217c8','ring_service','{"paged": {"actor": "U0002BB4859", "at": "2026-03-09T12:02:00Z", "kind": "paged", "key": "INC-30-f1171dd1551217c8", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "The disk of the queue is full"}}',0,'pending',0,'2026-03-09 12:02:00.000000',0,0,NULL,NULL,'2026-03-09 12:02:00.000000',NULL);
INSERT INTO "effects" VALUES(3030,'5c759684-33f6-4d76-8d44-ea8769188afc',30,'30/room-lines','post_paging_delay','{"place": "room", "paged": {"actor": "U0002BB4859", "at": "2026-03-09T12:02:00Z", "kind": "paged", "key": "INC-30-f1171dd1551217c8", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "The disk of the queue is full"}}',0,'pending',1,'2026-03-09 12:02:40.000000',0,0,NULL,NULL,'2026-03-09 12:02:40.000000',NULL);
INSERT INTO "effects" VALUES(3031,'7b596aec-f50d-4946-8d68-5ffa4994f18e',28,'28/paging-INC-28-811f27eebfe24146','ring_service','{"paged": {"actor": "U000199BB52", "at": "2026-03-09T12:03:00Z", "kind": "paged", "key": "INC-28-811f27eebfe24146", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "Who has the keys of the bucket?"}}',0,'pending',0,'2026-03-09 12:04:00.000000',1,0,'worker-2:815',NULL,'2026-03-09 12:03:00.000000',NULL);
INSERT INTO "effects" VALUES(3032,'49f31750-e16f-4b1c-ad61-a075abbea27b',28,'28/room-lines','post_line','{"place": "room", "event": {"actor": "U000199BB52", "at": "2026-03-09T12:03:00Z", "kind": "paging_ended", "key": "INC-28-811f27eebfe24146", "service": "Database on-call", "through": "PagerDuty", "reason": "Who has the keys of the bucket?", "end": "taken", "why": ""}}',0,'pending',1,'2026-03-09 12:03:00.000000',0,0,NULL,NULL,'2026-03-09 12:03:00.000000',NULL);
INSERT INTO "effects" VALUES(3033,'bd71456d-71d5-4f15-b51a-cac27cc9826e',NULL,'','learn_person','{"user": "U00045A14F6"}',0,'pending',0,'2026-03-09 12:04:15.000000',0,0,NULL,NULL,'2026-03-09 12:04:15.000000',NULL);
INSERT INTO "effects" VALUES(3034,'3ea979eb-0f36-4617-aadb-56b1ed4d9e0b',39,'39/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',1,'2026-03-09 12:04:15.000000',0,0,NULL,NULL,'2026-03-09 12:04:15.000000',NULL);
INSERT INTO "effects" VALUES(3035,'30a87d93-2109-45e9-8324-b385b95cf262',39,'39/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',1,'2026-03-09 12:04:15.000000',0,0,NULL,NULL,'2026-03-09 12:04:15.000000',NULL);
INSERT INTO "effects" VALUES(3036,'244b9623-97ac-4aa3-b59c-552f0b3d14b6',39,'39/room_panel-edits','refresh_card','{"place": "room_panel"}',1,'pending',2,'2026-03-09 12:04:15.000000',0,0,NULL,NULL,'2026-03-09 12:04:15.000000',NULL);
INSERT INTO "effects" VALUES(3037,'56848d1a-deca-4758-8a13-19c7f7ce0cdf',39,'39/paging-INC-39-e285338d712191e8','ring_service','{"paged": {"actor": "U00045A14F6", "at": "2026-03-09T12:04:15Z", "kind": "paged", "key": "INC-39-e285338d712191e8", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "No order since 11:35"}}',0,'pending',0,'2026-03-09 12:04:15.000000',0,0,NULL,NULL,'2026-03-09 12:04:15.000000',NULL);
INSERT INTO "effects" VALUES(3038,'17adc4f4-5e23-4533-a43a-b98ff5e943b9',28,'28/room-lines','post_group_page','{"place": "room", "event": {"actor": "U00045A14F6", "at": "2026-03-09T12:04:15Z", "kind": "paged", "key": "INC-28-3c49db3496690f6e", "group": "S0014AA95D3", "service": "", "through": "", "reason": "Hands to copy"}}',0,'pending',1,'2026-03-09 12:04:15.000000',0,0,NULL,NULL,'2026-03-09 12:04:15.000000',NULL);
INSERT INTO "effects" VALUES(3039,'099ced63-444f-4445-8398-bdaf079c5eb0',17,'17/announcement-edits','refresh_card','{"place": "announcement"}',1,'pending',0,'2026-03-09 12:04:30.000000',0,0,NULL,NULL,'2026-03-09 12:04:30.000000',NULL);
INSERT INTO "effects" VALUES(3040,'833ce1f9-4552-4cd7-95e2-a1b1848b4d3a',17,'17/thread_panel-edits','refresh_card','{"place": "thread_panel"}',1,'pending',0,'2026-03-09 12:04:30.000000',0,0,NULL,NULL,'2026-03-09 12:04:30.000000',NULL);
INSERT INTO "effects" VALUES(3041,'a5bf8953-45c4-4437-98a7-2f2d26759bf3',17,'17/homes','refresh_homes','{}',1,'pending',0,'2026-03-09 12:04:30.000000',0,0,NULL,NULL,'2026-03-09 12:04:30.000000',NULL);
CREATE TABLE follow_ups (
	incident_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	owner VARCHAR(32), 
	due DATE, 
	state VARCHAR(32) NOT NULL, 
	source TEXT NOT NULL, 
	ticket TEXT NOT NULL, 
	CONSTRAINT pk_follow_ups PRIMARY KEY (incident_id, number), 
	CONSTRAINT fk_follow_ups_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "follow_ups" VALUES(4,1,'An alert on failing payments','U0007BEA8C8','2026-02-20','done','','https://tickets.example.com/OPS-101');
INSERT INTO "follow_ups" VALUES(4,2,'Keep the graph on the wall','U000199BB52','2026-03-10','open','http://127.0.0.1:41999/archives/C00193363B5/p1770110400000000','');
INSERT INTO "follow_ups" VALUES(4,3,'Write to the customers',NULL,'2026-02-13','dropped','','');
INSERT INTO "follow_ups" VALUES(6,1,'Ask who opened it','U0002BB4859','2026-03-20','open','','');
INSERT INTO "follow_ups" VALUES(8,1,'Look at the session store','U00045A14F6','2026-03-11','moved','','');
INSERT INTO "follow_ups" VALUES(7,1,'Look at the session store','U00045A14F6','2026-03-11','open','','');
INSERT INTO "follow_ups" VALUES(26,1,'Watch the queue','U0002BB4859','2026-03-10','open','','');
INSERT INTO "follow_ups" VALUES(26,2,'Buy a second relay','U0007BEA8C8','2026-03-09','open','','');
INSERT INTO "follow_ups" VALUES(27,1,'A check each morning','U000199BB52','2026-03-10','open','','');
INSERT INTO "follow_ups" VALUES(28,1,'Versions in the bucket','U00066A33A1','2026-03-16','open','','');
INSERT INTO "follow_ups" VALUES(37,1,'Tell the buyers','U00045A14F6',NULL,'moved','','');
INSERT INTO "follow_ups" VALUES(28,2,'Tell the buyers','U00045A14F6',NULL,'open','','');
INSERT INTO "follow_ups" VALUES(28,3,'A faster way to copy','U0007BEA8C8','2026-03-12','open','','');
INSERT INTO "follow_ups" VALUES(26,3,'A page about mails','U0003A85A72','2026-03-18','open','','');
CREATE TABLE gates (
	gate VARCHAR(120) NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_gates PRIMARY KEY (gate)
);
INSERT INTO "gates" VALUES('chat.postMessage C02313E0E5E','2026-03-09 12:06:00.000000');
CREATE TABLE inbox (
	delivery VARCHAR(255) NOT NULL, 
	handled_at DATETIME NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (delivery)
);
INSERT INTO "inbox" VALUES('form:V022943B2DE','2026-03-08 14:00:00.000000');
INSERT INTO "inbox" VALUES('command:348830156393.914275438479.30dea2094b8a6b20317964f4b35ca8f2','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('event:Ev0B69B83EF7:rooms','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('event:EvB9D43FFCA2:participants','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('event:EvB9D43FFCA2:room_members','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('press:112567319046.539895027411.af6ee13dd9a83089282c2931b6e3604d','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('event:Ev65BAFE5BAD:catch_up','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('event:Ev65BAFE5BAD:participants','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('event:Ev65BAFE5BAD:room_members','2026-03-08 14:30:00.000000');
INSERT INTO "inbox" VALUES('command:24836349585.845511409930.faf5fa236ce4ee0b5c7095adf0214040','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev33C9531E3E:participants','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('form:V023505D9F9','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('command:184241227047.685064180303.8fa53e52cfedafbba8df87c7b522bff2','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev41D290E86E:rooms','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev77756FCC76:participants','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev77756FCC76:room_members','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev4640C2E801:catch_up','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev4640C2E801:participants','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('event:Ev4640C2E801:room_members','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('form:V023917C166','2026-03-08 15:10:00.000000');
INSERT INTO "inbox" VALUES('command:654450322006.240966548761.8c7d303d275f1a74b31aa55fedecce8d','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvAFE0393075:rooms','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvDFBC2A83D4:participants','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvDFBC2A83D4:room_members','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('press:100212323033.205518624360.81e688a40d71fcfe08e7b2c1ccede9a7','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvC7BEDADE2D:catch_up','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvC7BEDADE2D:participants','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvC7BEDADE2D:room_members','2026-03-08 16:00:00.000000');
INSERT INTO "inbox" VALUES('command:52610451773.266086035395.2b595fddfad70215e669c965b2a60556','2026-03-08 16:20:00.000000');
INSERT INTO "inbox" VALUES('command:651532057402.91367314972.1b047ecb177a9a9ba9ac579964b5e076','2026-03-08 16:20:00.000000');
INSERT INTO "inbox" VALUES('command:140319295427.305594955558.ff70c1a6534064d4196fa54130da4fd3','2026-03-08 16:20:00.000000');
INSERT INTO "inbox" VALUES('form:V02473C9B0D','2026-03-08 17:00:00.000000');
INSERT INTO "inbox" VALUES('command:597648670992.851866364662.6aeef0836c014ff12c49253be4f59f3a','2026-03-08 17:02:00.000000');
INSERT INTO "inbox" VALUES('command:191407917844.930549600791.4c3746b81f4270e26d006b5101eff41e','2026-03-08 17:30:00.000000');
INSERT INTO "inbox" VALUES('command:185900140706.739818998015.268651cc142461d31331dca65342bccb','2026-03-08 18:00:00.000000');
INSERT INTO "inbox" VALUES('event:Ev956BA79B37:rooms','2026-03-08 18:00:00.000000');
INSERT INTO "inbox" VALUES('event:Ev842A958DF7:participants','2026-03-08 18:00:00.000000');
INSERT INTO "inbox" VALUES('event:Ev842A958DF7:room_members','2026-03-08 18:00:00.000000');
INSERT INTO "inbox" VALUES('form:V02533AE2B8','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('press:998724990531.871292084187.de0cbb9d1a594ffaae8088a7133f962e','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V025606C6D5','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V025858271B','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0259B13C8F','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0260A9BC17','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0261A64A34','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0262AF7012','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0264096F39','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('command:1482260144.975775311739.787aec9105c31443c38fd106e01096a2','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V026638E631','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0268018E33','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0270D10995','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('form:V027290DAB9','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('command:790627946202.397543569403.e4c4f220393a9599317ada73909375e9','2026-03-09 08:00:00.000000');
INSERT INTO "inbox" VALUES('command:422031568505.848021562188.389d9166a0f12c293ca071d101f55a73','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('form:V02768A9F67','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0278B0B09F','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('command:289733351197.696386303960.ba50344935e161795c8415636c7f2a79','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('event:Ev3D5763AEAB:participants','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('event:EvD0AEB344E7:mark_message','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('shortcut:960249116825.125364351531.26cd7786781ea775ae3b9173e6c3b9ac','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0282FB8EA7','2026-03-09 08:30:00.000000');
INSERT INTO "inbox" VALUES('form:V028403ECEA','2026-03-09 08:50:00.000000');
INSERT INTO "inbox" VALUES('event:Ev2F4C8C82B2:participants','2026-03-09 08:50:00.000000');
INSERT INTO "inbox" VALUES('event:Ev96CBBA4619:mark_message','2026-03-09 08:50:00.000000');
INSERT INTO "inbox" VALUES('press:799153196253.246599515399.52273c3a50fdb063a1b9874043740bbc','2026-03-09 08:50:00.000000');
INSERT INTO "inbox" VALUES('press:869161325680.145510468225.d4be7a4d65fd7b40420f610545698c6d','2026-03-09 08:50:00.000000');
INSERT INTO "inbox" VALUES('event:EvE5DC3F8B3C:rooms','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('meet:U000199BB52:2026-03-09','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('event:EvC2F787FC3D:rooms','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('event:Ev84F0EAE526:rooms','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('meet:U0007BEA8C8:2026-03-09','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('form:V02884A2B85','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0290C548BD','2026-03-09 09:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0292E6F664','2026-03-09 09:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0294AE36CE','2026-03-09 09:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0296F2349E','2026-03-09 09:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0297C0E4C9','2026-03-09 09:30:00.000000');
INSERT INTO "inbox" VALUES('meet:U0002BB4859:2026-03-09','2026-03-09 10:00:00.000000');
INSERT INTO "inbox" VALUES('form:V02990995D2','2026-03-09 10:00:00.000000');
INSERT INTO "inbox" VALUES('form:V03014A4C10','2026-03-09 10:00:00.000000');
INSERT INTO "inbox" VALUES('form:V0303A24205','2026-03-09 10:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0305BE024B','2026-03-09 10:30:00.000000');
INSERT INTO "inbox" VALUES('form:V0307009A56','2026-03-09 10:30:00.000000');
INSERT INTO "inbox" VALUES('form:V03095DFF2D','2026-03-09 11:40:00.000000');
INSERT INTO "inbox" VALUES('command:114458147152.505483890178.7e5cc86018eab00d56f233642bba4804','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('event:EvF64A467150:home','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('meet:U00066A33A1:2026-03-09','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('event:Ev4E0DE9DC86:home','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('command:871319819836.434980535670.d1eb2ee15c52a05d01b063a77fe9c8fd','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('command:366684440727.742219717112.5d415026f9f3a85a3a93e8971b08bc24','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('command:442856532180.153666293129.c6e5a532400e12d6656ca59d144a0a27','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('command:489791988347.133157070203.77728563b846521dcd461f0f117e5165','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('press:851110119771.48460114368.22e97451f5f2b33a4e3a296879ef1d52','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('event:Ev72011F9878:catch_up','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('event:Ev72011F9878:participants','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('event:Ev72011F9878:room_members','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('press:923643431314.69817303672.c09dcd485f3d6da531eda32a828d4252','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('press:425035722371.52908061726.70b8dbcf577676ba3f7276abc18b3f53','2026-03-09 11:50:00.000000');
INSERT INTO "inbox" VALUES('command:795045442028.282667801562.281a38d38d3ceab9c5d5d65146093ac8','2026-03-09 11:58:00.000000');
INSERT INTO "inbox" VALUES('appoint:digest_round 2026-03-16 groups','2026-03-09 12:01:00.000000');
INSERT INTO "inbox" VALUES('start:d0da0e82-09c7-41c3-92b5-4249b26c07ee','2026-03-09 12:01:00.000000');
INSERT INTO "inbox" VALUES('effect:88118c9b-5103-465f-805b-15830ff39085','2026-03-09 12:01:00.000000');
INSERT INTO "inbox" VALUES('meet:U0FIREFIGHTER:2026-03-09','2026-03-09 12:01:00.000000');
INSERT INTO "inbox" VALUES('event:Ev9E458D000D:rooms','2026-03-09 12:01:00.000000');
INSERT INTO "inbox" VALUES('form:V0325A930C7','2026-03-09 12:02:00.000000');
INSERT INTO "inbox" VALUES('form:V03279CFDCD','2026-03-09 12:03:00.000000');
INSERT INTO "inbox" VALUES('effect:7b596aec-f50d-4946-8d68-5ffa4994f18e','2026-03-09 12:03:00.000000');
INSERT INTO "inbox" VALUES('effect:6dba027a-b0de-4384-af79-23de289ba112','2026-03-09 12:03:30.000000');
INSERT INTO "inbox" VALUES('meet:U00045A14F6:2026-03-09','2026-03-09 12:04:15.000000');
INSERT INTO "inbox" VALUES('form:V0330E5C27D','2026-03-09 12:04:15.000000');
INSERT INTO "inbox" VALUES('form:V033217D116','2026-03-09 12:04:15.000000');
INSERT INTO "inbox" VALUES('effect:683c12e1-ab8f-42f9-8d8d-04fbf0bedfd1','2026-03-09 12:04:30.000000');
INSERT INTO "inbox" VALUES('appoint:digest_round 2026-02-02 appoint','2026-03-09 12:04:30.000000');
CREATE TABLE incident_facts (
	incident_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	counts_as VARCHAR(32) NOT NULL, 
	backfilled BOOLEAN NOT NULL, 
	private BOOLEAN NOT NULL, 
	severity VARCHAR(32) NOT NULL, 
	declared_s BIGINT NOT NULL, 
	detect_s BIGINT, 
	acknowledge_s BIGINT, 
	mitigate_s BIGINT, 
	close_s BIGINT, "trigger" VARCHAR(64) DEFAULT '' NOT NULL, failure_class VARCHAR(64) DEFAULT '' NOT NULL, complete INTEGER, 
	CONSTRAINT pk_incident_facts PRIMARY KEY (incident_id), 
	CONSTRAINT fk_incident_facts_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "incident_facts" VALUES(1,1,'counted',1,0,'SEV2',1762243080,180,NULL,4200,6120,'','',NULL);
INSERT INTO "incident_facts" VALUES(2,1,'counted',1,0,'SEV1',1764598200,1500,120,4800,244200,'deployment','software defect',7);
INSERT INTO "incident_facts" VALUES(3,1,'duplicate',1,0,'SEV3',1764599400,NULL,NULL,NULL,1200,'','',NULL);
INSERT INTO "incident_facts" VALUES(4,32,'counted',0,0,'SEV1',1770109920,480,120,1740,89280,'deployment','software defect',NULL);
INSERT INTO "incident_facts" VALUES(5,11,'counted',0,0,'SEV3',1770296400,NULL,0,NULL,4200,'','',NULL);
INSERT INTO "incident_facts" VALUES(6,7,'cancelled',0,1,'SEV1',1770912000,NULL,0,NULL,2140200,'','',NULL);
INSERT INTO "incident_facts" VALUES(7,15,'counted',0,0,'SEV2',1771228800,NULL,0,NULL,NULL,'','',3);
INSERT INTO "incident_facts" VALUES(8,3,'duplicate',0,0,'SEV3',1771229400,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(9,4,'cancelled',0,0,'SEV2',1771326000,NULL,NULL,NULL,3600,'','',NULL);
INSERT INTO "incident_facts" VALUES(10,2,'cancelled',0,0,'SEV4',1771333200,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(11,16,'counted',0,0,'SEV2',1771495200,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(12,4,'cancelled',0,0,'SEV2',1771581600,NULL,0,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(13,-1,'counted',0,0,'SEV3',1771839000,NULL,1200,NULL,1200,'','',NULL);
INSERT INTO "incident_facts" VALUES(14,2,'cancelled',0,0,'SEV2',1771840800,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(15,2,'cancelled',0,0,'SEV2',1771844400,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(16,3,'cancelled',0,0,'SEV2',1771848000,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(17,3,'cancelled',0,0,'SEV2',1771858800,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(18,2,'cancelled',0,0,'SEV2',1771876800,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(19,2,'cancelled',0,0,'SEV2',1771878600,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(20,2,'counted',0,0,'SEV3',1771916400,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(21,4,'counted',0,0,'SEV2',1772031600,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(22,4,'counted',0,0,'SEV3',1772096400,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(23,4,'counted',0,1,'SEV2',1772186400,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(24,2,'cancelled',0,0,'SEV2',1772528400,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(25,4,'drill',0,0,'SEV2',1772614800,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(26,7,'counted',0,0,'SEV2',1772622000,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(27,7,'counted',0,0,'SEV2',1772627400,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(28,28,'counted',0,0,'SEV1',1772960400,1800,0,87600,NULL,'deployment','software defect',NULL);
INSERT INTO "incident_facts" VALUES(29,5,'counted',0,0,'SEV1',1772961600,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(30,5,'counted',0,0,'SEV2',1772980200,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(31,3,'counted',0,1,'SEV3',1772982600,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(32,3,'counted',0,1,'SEV2',1772982600,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(33,4,'counted',0,0,'SEV2',1772985600,NULL,0,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(34,2,'counted',0,0,'SEV4',1772986800,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(35,1,'counted',0,0,'SEV2',1772989320,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(36,2,'cancelled',0,0,'SEV2',1772992800,NULL,NULL,NULL,59400,'','',NULL);
INSERT INTO "incident_facts" VALUES(37,3,'duplicate',0,0,'SEV3',1773045000,NULL,NULL,NULL,0,'','',NULL);
INSERT INTO "incident_facts" VALUES(38,1,'counted',0,0,'SEV2',1773046800,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(39,2,'counted',0,0,'SEV1',1773056400,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(40,1,'counted',0,0,'SEV3',1773057000,NULL,NULL,NULL,NULL,'','',NULL);
INSERT INTO "incident_facts" VALUES(41,1,'counted',0,0,'SEV2',1773057480,NULL,NULL,NULL,NULL,'','',NULL);
CREATE TABLE incident_links (
	incident_id BIGINT NOT NULL, 
	other_id BIGINT NOT NULL, 
	relation VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_incident_links PRIMARY KEY (incident_id, other_id), 
	CONSTRAINT fk_incident_links_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id), 
	CONSTRAINT fk_incident_links_other_id FOREIGN KEY(other_id) REFERENCES incidents (id)
);
INSERT INTO "incident_links" VALUES(2,1,'related');
INSERT INTO "incident_links" VALUES(1,2,'related');
INSERT INTO "incident_links" VALUES(7,4,'cause');
INSERT INTO "incident_links" VALUES(4,7,'result');
INSERT INTO "incident_links" VALUES(21,11,'related');
INSERT INTO "incident_links" VALUES(11,21,'related');
INSERT INTO "incident_links" VALUES(31,28,'cause');
INSERT INTO "incident_links" VALUES(28,31,'result');
INSERT INTO "incident_links" VALUES(32,30,'result');
INSERT INTO "incident_links" VALUES(30,32,'cause');
INSERT INTO "incident_links" VALUES(28,26,'result');
INSERT INTO "incident_links" VALUES(26,28,'cause');
CREATE TABLE incident_milestones (
	incident_id BIGINT NOT NULL, 
	milestone VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_incident_milestones PRIMARY KEY (incident_id, milestone), 
	CONSTRAINT fk_incident_milestones_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "incident_milestones" VALUES(1,'impact_started','2025-11-04 07:55:00.000000');
INSERT INTO "incident_milestones" VALUES(1,'detected','2025-11-04 07:58:00.000000');
INSERT INTO "incident_milestones" VALUES(1,'declared','2025-11-04 07:58:00.000000');
INSERT INTO "incident_milestones" VALUES(1,'mitigated','2025-11-04 09:05:00.000000');
INSERT INTO "incident_milestones" VALUES(1,'closed','2025-11-04 09:40:00.000000');
INSERT INTO "incident_milestones" VALUES(2,'impact_started','2025-12-01 13:40:00.000000');
INSERT INTO "incident_milestones" VALUES(2,'detected','2025-12-01 14:05:00.000000');
INSERT INTO "incident_milestones" VALUES(2,'declared','2025-12-01 14:10:00.000000');
INSERT INTO "incident_milestones" VALUES(2,'acknowledged','2025-12-01 14:12:00.000000');
INSERT INTO "incident_milestones" VALUES(2,'mitigated','2025-12-01 15:00:00.000000');
INSERT INTO "incident_milestones" VALUES(2,'closed','2025-12-04 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(3,'declared','2025-12-01 14:30:00.000000');
INSERT INTO "incident_milestones" VALUES(3,'closed','2025-12-01 14:50:00.000000');
INSERT INTO "incident_milestones" VALUES(4,'detected','2026-02-03 09:10:00.000000');
INSERT INTO "incident_milestones" VALUES(4,'declared','2026-02-03 09:12:00.000000');
INSERT INTO "incident_milestones" VALUES(4,'acknowledged','2026-02-03 09:14:00.000000');
INSERT INTO "incident_milestones" VALUES(4,'mitigated','2026-02-03 09:31:00.000000');
INSERT INTO "incident_milestones" VALUES(4,'impact_started','2026-02-03 09:02:00.000000');
INSERT INTO "incident_milestones" VALUES(4,'closed','2026-02-04 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(5,'detected','2026-02-05 13:00:00.000000');
INSERT INTO "incident_milestones" VALUES(5,'declared','2026-02-05 13:00:00.000000');
INSERT INTO "incident_milestones" VALUES(5,'acknowledged','2026-02-05 13:00:00.000000');
INSERT INTO "incident_milestones" VALUES(5,'mitigated','2026-02-05 14:10:00.000000');
INSERT INTO "incident_milestones" VALUES(5,'closed','2026-02-05 14:10:00.000000');
INSERT INTO "incident_milestones" VALUES(6,'detected','2026-02-12 16:00:00.000000');
INSERT INTO "incident_milestones" VALUES(6,'declared','2026-02-12 16:00:00.000000');
INSERT INTO "incident_milestones" VALUES(6,'acknowledged','2026-02-12 16:00:00.000000');
INSERT INTO "incident_milestones" VALUES(7,'detected','2026-02-16 08:00:00.000000');
INSERT INTO "incident_milestones" VALUES(7,'declared','2026-02-16 08:00:00.000000');
INSERT INTO "incident_milestones" VALUES(7,'acknowledged','2026-02-16 08:00:00.000000');
INSERT INTO "incident_milestones" VALUES(8,'detected','2026-02-16 08:10:00.000000');
INSERT INTO "incident_milestones" VALUES(8,'declared','2026-02-16 08:10:00.000000');
INSERT INTO "incident_milestones" VALUES(8,'closed','2026-02-16 08:10:00.000000');
INSERT INTO "incident_milestones" VALUES(7,'mitigated','2026-02-16 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(9,'detected','2026-02-17 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(9,'declared','2026-02-17 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(9,'closed','2026-02-17 12:00:00.000000');
INSERT INTO "incident_milestones" VALUES(10,'detected','2026-02-17 13:00:00.000000');
INSERT INTO "incident_milestones" VALUES(10,'declared','2026-02-17 13:00:00.000000');
INSERT INTO "incident_milestones" VALUES(10,'closed','2026-02-17 13:00:00.000000');
INSERT INTO "incident_milestones" VALUES(11,'detected','2026-02-19 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(11,'declared','2026-02-19 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(11,'acknowledged','2026-02-19 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(12,'detected','2026-02-20 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(12,'declared','2026-02-20 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(12,'acknowledged','2026-02-20 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(12,'closed','2026-02-20 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(13,'detected','2026-02-23 09:30:00.000000');
INSERT INTO "incident_milestones" VALUES(13,'declared','2026-02-23 09:30:00.000000');
INSERT INTO "incident_milestones" VALUES(13,'acknowledged','2026-02-23 09:50:00.000000');
INSERT INTO "incident_milestones" VALUES(13,'mitigated','2026-02-23 09:50:00.000000');
INSERT INTO "incident_milestones" VALUES(13,'closed','2026-02-23 09:50:00.000000');
INSERT INTO "incident_milestones" VALUES(14,'detected','2026-02-23 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(14,'declared','2026-02-23 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(14,'closed','2026-02-23 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(15,'detected','2026-02-23 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(15,'declared','2026-02-23 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(15,'closed','2026-02-23 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(16,'detected','2026-02-23 12:00:00.000000');
INSERT INTO "incident_milestones" VALUES(16,'declared','2026-02-23 12:00:00.000000');
INSERT INTO "incident_milestones" VALUES(16,'closed','2026-02-23 12:00:00.000000');
INSERT INTO "incident_milestones" VALUES(17,'detected','2026-02-23 15:00:00.000000');
INSERT INTO "incident_milestones" VALUES(17,'declared','2026-02-23 15:00:00.000000');
INSERT INTO "incident_milestones" VALUES(17,'closed','2026-02-23 15:00:00.000000');
INSERT INTO "incident_milestones" VALUES(18,'detected','2026-02-23 20:00:00.000000');
INSERT INTO "incident_milestones" VALUES(18,'declared','2026-02-23 20:00:00.000000');
INSERT INTO "incident_milestones" VALUES(18,'closed','2026-02-23 20:00:00.000000');
INSERT INTO "incident_milestones" VALUES(19,'detected','2026-02-23 20:30:00.000000');
INSERT INTO "incident_milestones" VALUES(19,'declared','2026-02-23 20:30:00.000000');
INSERT INTO "incident_milestones" VALUES(19,'closed','2026-02-23 20:30:00.000000');
INSERT INTO "incident_milestones" VALUES(20,'detected','2026-02-24 07:00:00.000000');
INSERT INTO "incident_milestones" VALUES(20,'declared','2026-02-24 07:00:00.000000');
INSERT INTO "incident_milestones" VALUES(21,'detected','2026-02-25 15:00:00.000000');
INSERT INTO "incident_milestones" VALUES(21,'declared','2026-02-25 15:00:00.000000');
INSERT INTO "incident_milestones" VALUES(22,'detected','2026-02-26 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(22,'declared','2026-02-26 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(23,'detected','2026-02-27 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(23,'declared','2026-02-27 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(24,'detected','2026-03-03 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(24,'declared','2026-03-03 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(24,'closed','2026-03-03 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(25,'detected','2026-03-04 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(25,'declared','2026-03-04 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(25,'acknowledged','2026-03-04 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(25,'mitigated','2026-03-04 09:30:00.000000');
INSERT INTO "incident_milestones" VALUES(26,'detected','2026-03-04 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(26,'declared','2026-03-04 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(26,'acknowledged','2026-03-04 11:00:00.000000');
INSERT INTO "incident_milestones" VALUES(26,'mitigated','2026-03-04 12:00:00.000000');
INSERT INTO "incident_milestones" VALUES(27,'detected','2026-03-04 12:30:00.000000');
INSERT INTO "incident_milestones" VALUES(27,'declared','2026-03-04 12:30:00.000000');
INSERT INTO "incident_milestones" VALUES(27,'acknowledged','2026-03-04 12:30:00.000000');
INSERT INTO "incident_milestones" VALUES(28,'detected','2026-03-08 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(28,'declared','2026-03-08 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(28,'acknowledged','2026-03-08 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(29,'detected','2026-03-08 09:20:00.000000');
INSERT INTO "incident_milestones" VALUES(29,'declared','2026-03-08 09:20:00.000000');
INSERT INTO "incident_milestones" VALUES(29,'acknowledged','2026-03-08 09:20:00.000000');
INSERT INTO "incident_milestones" VALUES(30,'detected','2026-03-08 14:30:00.000000');
INSERT INTO "incident_milestones" VALUES(30,'declared','2026-03-08 14:30:00.000000');
INSERT INTO "incident_milestones" VALUES(30,'acknowledged','2026-03-08 14:30:00.000000');
INSERT INTO "incident_milestones" VALUES(31,'detected','2026-03-08 15:10:00.000000');
INSERT INTO "incident_milestones" VALUES(31,'declared','2026-03-08 15:10:00.000000');
INSERT INTO "incident_milestones" VALUES(32,'detected','2026-03-08 15:10:00.000000');
INSERT INTO "incident_milestones" VALUES(32,'declared','2026-03-08 15:10:00.000000');
INSERT INTO "incident_milestones" VALUES(33,'detected','2026-03-08 16:00:00.000000');
INSERT INTO "incident_milestones" VALUES(33,'declared','2026-03-08 16:00:00.000000');
INSERT INTO "incident_milestones" VALUES(33,'acknowledged','2026-03-08 16:00:00.000000');
INSERT INTO "incident_milestones" VALUES(34,'detected','2026-03-08 16:20:00.000000');
INSERT INTO "incident_milestones" VALUES(34,'declared','2026-03-08 16:20:00.000000');
INSERT INTO "incident_milestones" VALUES(35,'detected','2026-03-08 17:02:00.000000');
INSERT INTO "incident_milestones" VALUES(35,'declared','2026-03-08 17:02:00.000000');
INSERT INTO "incident_milestones" VALUES(36,'detected','2026-03-08 18:00:00.000000');
INSERT INTO "incident_milestones" VALUES(36,'declared','2026-03-08 18:00:00.000000');
INSERT INTO "incident_milestones" VALUES(28,'impact_started','2026-03-08 08:30:00.000000');
INSERT INTO "incident_milestones" VALUES(37,'detected','2026-03-09 08:30:00.000000');
INSERT INTO "incident_milestones" VALUES(37,'declared','2026-03-09 08:30:00.000000');
INSERT INTO "incident_milestones" VALUES(37,'closed','2026-03-09 08:30:00.000000');
INSERT INTO "incident_milestones" VALUES(28,'mitigated','2026-03-09 08:50:00.000000');
INSERT INTO "incident_milestones" VALUES(38,'detected','2026-03-09 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(38,'declared','2026-03-09 09:00:00.000000');
INSERT INTO "incident_milestones" VALUES(29,'mitigated','2026-03-09 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(27,'mitigated','2026-03-09 10:00:00.000000');
INSERT INTO "incident_milestones" VALUES(36,'closed','2026-03-09 10:30:00.000000');
INSERT INTO "incident_milestones" VALUES(6,'closed','2026-03-09 10:30:00.000000');
INSERT INTO "incident_milestones" VALUES(39,'detected','2026-03-09 11:40:00.000000');
INSERT INTO "incident_milestones" VALUES(39,'declared','2026-03-09 11:40:00.000000');
INSERT INTO "incident_milestones" VALUES(40,'detected','2026-03-09 11:50:00.000000');
INSERT INTO "incident_milestones" VALUES(40,'declared','2026-03-09 11:50:00.000000');
INSERT INTO "incident_milestones" VALUES(41,'detected','2026-03-09 11:58:00.000000');
INSERT INTO "incident_milestones" VALUES(41,'declared','2026-03-09 11:58:00.000000');
CREATE TABLE incident_roles (
	incident_id BIGINT NOT NULL, 
	role VARCHAR(64) NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_incident_roles PRIMARY KEY (incident_id, role), 
	CONSTRAINT fk_incident_roles_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "incident_roles" VALUES(2,'commander','a.former.colleague');
INSERT INTO "incident_roles" VALUES(4,'commander','U0002BB4859');
INSERT INTO "incident_roles" VALUES(4,'communications','U0003A85A72');
INSERT INTO "incident_roles" VALUES(4,'operations','U00045A14F6');
INSERT INTO "incident_roles" VALUES(5,'commander','U00045A14F6');
INSERT INTO "incident_roles" VALUES(6,'commander','U0003A85A72');
INSERT INTO "incident_roles" VALUES(7,'commander','U0002BB4859');
INSERT INTO "incident_roles" VALUES(11,'commander','U00045A14F6');
INSERT INTO "incident_roles" VALUES(25,'commander','U0007BEA8C8');
INSERT INTO "incident_roles" VALUES(26,'commander','U0003A85A72');
INSERT INTO "incident_roles" VALUES(27,'commander','U0002BB4859');
INSERT INTO "incident_roles" VALUES(28,'commander','U000199BB52');
INSERT INTO "incident_roles" VALUES(29,'commander','U0002BB4859');
INSERT INTO "incident_roles" VALUES(30,'commander','U00045A14F6');
INSERT INTO "incident_roles" VALUES(33,'commander','U0002BB4859');
INSERT INTO "incident_roles" VALUES(33,'scribe','U0003A85A72');
INSERT INTO "incident_roles" VALUES(28,'communications','U00066A33A1');
INSERT INTO "incident_roles" VALUES(28,'operations','U0007BEA8C8');
CREATE TABLE incident_services (
	incident_id BIGINT NOT NULL, 
	service VARCHAR(120) NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_incident_services PRIMARY KEY (incident_id, service), 
	CONSTRAINT fk_incident_services_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "incident_services" VALUES(1,'checkout',0);
INSERT INTO "incident_services" VALUES(2,'payments',0);
INSERT INTO "incident_services" VALUES(2,'old ledger',1);
INSERT INTO "incident_services" VALUES(5,'search',0);
INSERT INTO "incident_services" VALUES(25,'login',0);
INSERT INTO "incident_services" VALUES(28,'search',0);
INSERT INTO "incident_services" VALUES(28,'checkout',1);
INSERT INTO "incident_services" VALUES(39,'checkout',0);
INSERT INTO "incident_services" VALUES(39,'payments',1);
CREATE TABLE "incidents" (
	id BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	severity VARCHAR(32) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	private BOOLEAN NOT NULL, 
	has_room BOOLEAN NOT NULL, 
	declared_by VARCHAR(32) NOT NULL, 
	mitigation TEXT NOT NULL, 
	cancel_reason VARCHAR(32), 
	duplicate_of BIGINT, 
	version INTEGER NOT NULL, 
	origin VARCHAR(200), 
	"trigger" VARCHAR(64) DEFAULT ('') NOT NULL, 
	failure_class VARCHAR(64) DEFAULT ('') NOT NULL, 
	impact TEXT DEFAULT ('') NOT NULL, 
	update_due DATETIME, 
	has_page BOOLEAN DEFAULT 0 NOT NULL, room_state VARCHAR(32) DEFAULT 'open' NOT NULL, room_name VARCHAR(80) DEFAULT '' NOT NULL, room_kept_by VARCHAR(32), 
	CONSTRAINT pk_incidents PRIMARY KEY (id), 
	CONSTRAINT fk_incidents_duplicate_of FOREIGN KEY(duplicate_of) REFERENCES incidents (id)
);
INSERT INTO "incidents" VALUES(1,'backfilled','Elevated errors in checkout','','SEV2','closed',0,0,'','',NULL,NULL,1,'statuspage:9632825','','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(2,'backfilled','Payments were charged twice','Two of a hundred cards were charged twice.','SEV1','closed',0,0,'a.former.colleague','Idempotency keys were switched on.',NULL,NULL,1,'jsonl:OPS-17','deployment','software defect','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(3,'backfilled','Customers ask about double charges','','SEV3','closed',0,0,'a.former.colleague','','duplicate',2,1,'jsonl:OPS-18','','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(4,'real','Checkout returns 500','Nobody could pay for half an hour.','SEV1','closed',0,1,'U000199BB52','Rolled back release 2.14',NULL,NULL,32,NULL,'deployment','software defect','Every payment fails, about 40 a minute',NULL,1,'archived','',NULL);
INSERT INTO "incidents" VALUES(5,'real','Search takes ten seconds','','SEV3','closed',0,0,'U000199BB52','The index is back',NULL,NULL,11,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(6,'real','The payroll was readable by everybody','A folder was shared with the whole company.','SEV1','closed',1,1,'U000199BB52','','other',NULL,7,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(7,'real','Sessions are lost','','SEV2','postmortem',0,1,'U0002BB4859','The store has even more memory',NULL,NULL,15,NULL,'','','',NULL,1,'open','',NULL);
INSERT INTO "incidents" VALUES(8,'real','Login is slow','','SEV3','closed',0,0,'U0007BEA8C8','','duplicate',7,3,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(9,'real','The cloud''s network is slow','','SEV2','closed',0,1,'U000199BB52','','external',NULL,4,NULL,'','','',NULL,0,'archived','cloud-is-slow',NULL);
INSERT INTO "incidents" VALUES(10,'real','The logo is blurred','','SEV4','closed',0,0,'U0007BEA8C8','','other',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(11,'real','Exports never end','','SEV2','open',0,1,'U00045A14F6','',NULL,NULL,16,NULL,'','','','2026-02-19 11:00:00.000000',1,'open','exports-never-end',NULL);
INSERT INTO "incidents" VALUES(12,'real','Nobody gets in','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,4,NULL,'','','',NULL,0,'deleted','',NULL);
INSERT INTO "incidents" VALUES(13,'real','Cards are declined','','SEV3','closed',0,1,'U0007BEA8C8','The acquirer is back',NULL,NULL,3,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(14,'real','False alarm 1','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(15,'real','False alarm 2','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(16,'real','False alarm 3','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,3,NULL,'','','',NULL,0,'open','','U000199BB52');
INSERT INTO "incidents" VALUES(17,'real','False alarm 4','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,3,NULL,'','','',NULL,0,'archived','',NULL);
INSERT INTO "incidents" VALUES(18,'real','False alarm 5','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(19,'real','False alarm 6','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(20,'real','Invoices are late','','SEV3','open',0,1,'U0007BEA8C8','',NULL,NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(21,'real','Card numbers in the logs','','SEV2','open',0,1,'U000199BB52','',NULL,NULL,4,NULL,'','','','2026-02-25 16:00:00.000000',0,'open','',NULL);
INSERT INTO "incidents" VALUES(22,'real','A laptop is missing','','SEV3','open',0,1,'U0002BB4859','',NULL,NULL,4,NULL,'','','',NULL,0,'out_of_reach','',NULL);
INSERT INTO "incidents" VALUES(23,'real','A key was in a repository','','SEV2','investigating',1,1,'U000199BB52','',NULL,NULL,4,NULL,'','','','2026-03-09 10:30:00.000000',0,'archived','',NULL);
INSERT INTO "incidents" VALUES(24,'real','False alarm 7','','SEV2','closed',0,1,'U0007BEA8C8','','false_alarm',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(25,'drill','Drill: a region is lost','','SEV2','mitigated',0,1,'U000199BB52','We moved to the other region',NULL,NULL,4,NULL,'','','',NULL,1,'open','',NULL);
INSERT INTO "incidents" VALUES(26,'real','Mails are not sent','','SEV2','mitigated',0,1,'U0003A85A72','The queue moves again',NULL,NULL,7,NULL,'','','',NULL,1,'open','',NULL);
INSERT INTO "incidents" VALUES(27,'real','Prices are of yesterday','','SEV2','mitigated',0,1,'U0002BB4859','The job was run by hand',NULL,NULL,7,NULL,'','','',NULL,1,'open','',NULL);
INSERT INTO "incidents" VALUES(28,'real','Most pictures are missing','Half of the pictures of articles are not found','SEV1','mitigated',0,1,'U000199BB52','Pictures come from the other region',NULL,NULL,28,NULL,'deployment','software defect','Pictures of 9,000 articles are missing',NULL,1,'open','',NULL);
INSERT INTO "incidents" VALUES(29,'real','The database is slow','','SEV1','mitigated',0,1,'U0002BB4859','An index was missing',NULL,NULL,5,NULL,'','','',NULL,1,'open','',NULL);
INSERT INTO "incidents" VALUES(30,'real','The queue grows','','SEV2','investigating',0,1,'U00045A14F6','',NULL,NULL,5,NULL,'','','','2026-03-08 15:30:00.000000',0,'open','',NULL);
INSERT INTO "incidents" VALUES(31,'real','Somebody reads others'' mail','','SEV3','open',1,1,'U0007BEA8C8','',NULL,NULL,3,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(32,'real','Tokens are in a public file','','SEV2','open',1,1,'U0007BEA8C8','',NULL,NULL,3,NULL,'','','','2026-03-08 16:10:00.000000',0,'open','',NULL);
INSERT INTO "incidents" VALUES(33,'real','A backup failed','','SEV2','open',0,1,'U0002BB4859','',NULL,NULL,4,NULL,'','','','2026-03-08 17:00:00.000000',0,'archived','',NULL);
INSERT INTO "incidents" VALUES(34,'real','A printer is on fire','','SEV4','open',0,0,'U0007BEA8C8','',NULL,NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(35,'real','Labels are printed twice','','SEV2','open',0,1,'U000199BB52','',NULL,NULL,1,NULL,'','','','2026-03-08 18:02:00.000000',0,'open','',NULL);
INSERT INTO "incidents" VALUES(36,'real','False alarm 8','','SEV2','closed',0,1,'U0002BB4859','','false_alarm',NULL,2,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(37,'real','Articles without pictures','','SEV3','closed',0,0,'U00045A14F6','','duplicate',28,3,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(38,'real','The tills are down','','SEV2','open',0,1,'U0007BEA8C8','',NULL,NULL,1,NULL,'','','','2026-03-09 10:00:00.000000',0,'open','',NULL);
INSERT INTO "incidents" VALUES(39,'real','Nothing can be bought','','SEV1','open',0,1,'U0007BEA8C8','',NULL,NULL,2,NULL,'','','','2026-03-09 12:10:00.000000',0,'open','',NULL);
INSERT INTO "incidents" VALUES(40,'real','Stock is counted wrong','','SEV3','open',0,0,'U00045A14F6','',NULL,NULL,1,NULL,'','','',NULL,0,'open','',NULL);
INSERT INTO "incidents" VALUES(41,'real','Wrong prices on the phone','','SEV2','open',0,1,'U00051624E3','',NULL,NULL,1,NULL,'','','','2026-03-09 12:58:00.000000',0,'open','',NULL);
CREATE TABLE latest_updates (
	incident_id BIGINT NOT NULL, 
	actor VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	impact TEXT NOT NULL, 
	changed TEXT NOT NULL, 
	next_step TEXT NOT NULL, 
	next_by VARCHAR(32), 
	next_update DATETIME, 
	CONSTRAINT pk_latest_updates PRIMARY KEY (incident_id), 
	CONSTRAINT fk_latest_updates_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "latest_updates" VALUES(4,'U0003A85A72','2026-02-03 09:24:00.000000','Every payment fails, about 40 a minute','We know that it began with release 2.14','Roll back','U00045A14F6','2026-02-03 09:39:00.000000');
INSERT INTO "latest_updates" VALUES(28,'U000199BB52','2026-03-09 08:00:00.000000','Pictures of 9,000 articles are missing','The backup of the bucket is found','Copy it back','U0007BEA8C8','2026-03-09 09:00:00.000000');
CREATE TABLE numbers (
	series VARCHAR(32) NOT NULL, 
	last BIGINT NOT NULL, 
	CONSTRAINT pk_numbers PRIMARY KEY (series)
);
INSERT INTO "numbers" VALUES('incident',41);
CREATE TABLE page_file_pictures (
	page_id VARCHAR(64) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	media_type VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_page_file_pictures PRIMARY KEY (page_id, name), 
	CONSTRAINT fk_page_file_pictures_page_id FOREIGN KEY(page_id) REFERENCES page_files (id)
);
INSERT INTO "page_file_pictures" VALUES('2bfe6c42b5a243384a822fd59fad2121','F00328AAB8F-failing-payments.png','image/png',X'89504E470D0A1A0A0000000D4948445200000010000000080800000000D51D204B0000000F49444154789C63A840030C03230000F1693C012375A8480000000049454E44AE426082');
INSERT INTO "page_file_pictures" VALUES('a70a7b7cecaf5e5caa8dbf54ad3794a5','F012779EB6E-b.png','image/png',X'89504E470D0A1A0A0000000D4948445200000010000000080800000000D51D204B0000000F49444154789C636047030C03230000EE88038149DA47670000000049454E44AE426082');
INSERT INTO "page_file_pictures" VALUES('0fd59d22c34ce4d40a9f15fc87774276','F0212374C84-prices.png','image/png',X'89504E470D0A1A0A0000000D4948445200000010000000080800000000D51D204B0000000F49444154789C633881061806460000920E6401BF8F3EEF0000000049454E44AE426082');
CREATE TABLE page_files (
	id VARCHAR(64) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_page_files PRIMARY KEY (id), 
	CONSTRAINT uq_page_files_title UNIQUE (title)
);
INSERT INTO "page_files" VALUES('2bfe6c42b5a243384a822fd59fad2121','INC-4: Checkout returns 500 (2026-02-03)','<ac:structured-macro ac:name="info"><ac:rich-text-body>
<p>Firefighter keeps the framed parts up to date until somebody writes in one of them. Everything else is yours. A line with a ✎ is a question: answer it beneath.</p>
</ac:rich-text-body></ac:structured-macro>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-glance-5d6010b2b5e8</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Status</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Closed</ac:parameter><ac:parameter ac:name="colour">Green</ac:parameter></ac:structured-macro></td></tr>
<tr><th>Severity</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">SEV1</ac:parameter><ac:parameter ac:name="colour">Red</ac:parameter></ac:structured-macro> Customers cannot do what they came for</td></tr>
<tr><th>Owner</th><td>Ben</td></tr>
<tr><th>Declared</th><td>2026-02-03 09:12, by Ana</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>Summary</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-summary-d39f0c8596dc</ac:parameter><ac:rich-text-body><p>Nobody could pay for half an hour.</p><p><strong>Last update, 2026-02-03 09:24</strong></p>
<p>We know that it began with release 2.14<br/>Roll back</p>
<p><strong>How it was mitigated</strong></p>
<p>Rolled back release 2.14</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Impact</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-impact-6358fc16f037</ac:parameter><ac:rich-text-body><p>Every payment fails, about 40 a minute</p>
<ul>
<li>It hurt for 29 min, from 2026-02-03 09:02 to 2026-02-03 09:31.</li>
</ul></ac:rich-text-body></ac:structured-macro>
<p><em>✎ How many customers, requests, orders or euros? Give a number, also a rough one, and say how you know.</em></p>
<p><em>✎ What could people not do, and what did they do instead?</em></p><h2>Key facts</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-facts-26b704fc1ebf</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>How long</th><th>How it is computed</th></tr>
<tr><td>Until detected</td><td>8 min</td><td>from impact started to detected: 09:02 – 09:10</td></tr>
<tr><td>From detected to declared</td><td>2 min</td><td>from detected to declared: 09:10 – 09:12</td></tr>
<tr><td>Until somebody took it on</td><td>2 min</td><td>from declared to taken on: 09:12 – 09:14</td></tr>
<tr><td>From declared to mitigated</td><td>19 min</td><td>from declared to mitigated: 09:12 – 09:31</td></tr>
<tr><td>How long it hurt</td><td>29 min</td><td>from impact started to mitigated: 09:02 – 09:31</td></tr>
<tr><td>From declared to closed</td><td>1 d 0 h</td><td>from declared to closed: 09:12 – 2026-02-04 10:00</td></tr>
</tbody></table>
<table><tbody>
<tr><th>Severity</th><th>Since</th><th>Set by</th></tr>
<tr><td>SEV1</td><td>2026-02-03 09:12</td><td>Ana</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>People and roles</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-people-afcfaf0e6c70</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Role</th><th>Who</th><th>From</th><th>To</th></tr>
<tr><td>Incident commander</td><td>Ben</td><td>2026-02-03 09:14</td><td>the end</td></tr>
<tr><td>Communications lead</td><td>Chloé</td><td>2026-02-03 09:14</td><td>the end</td></tr>
<tr><td>Operations lead</td><td>Dora</td><td>2026-02-03 09:14</td><td>the end</td></tr>
</tbody></table>
<p>Also there: Ana, Gus, .</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Timeline</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-timeline-c412d0a44f67</ac:parameter><ac:rich-text-body><p><em>All times are of the zone UTC.</em></p>
<table><tbody>
<tr><th>Time</th><th>What happened</th></tr>
<tr><th colspan="2">2026-02-03</th></tr>
<tr><td>09:12</td><td><p>Ana declared INC-4 as SEV1.</p></td></tr>
<tr><td>09:14</td><td><p>Ben is now incident commander.</p></td></tr>
<tr><td>09:14</td><td><p>Ben is investigating.</p></td></tr>
<tr><td>09:14</td><td><p>Chloé is now communications lead.</p></td></tr>
<tr><td>09:14</td><td><p>Ben made Dora operations lead. Note: The release of this morning is suspicious.</p></td></tr>
<tr><td>09:17</td><td><p>Ben paged Database on-call: The primary does not answer</p></td></tr>
<tr><td>09:17</td><td><p>PagerDuty has taken the page of Ben to Database on-call: The primary does not answer</p></td></tr>
<tr><td>09:17</td><td><p>Ben paged !subteam^S0014AA95D3: We need more eyes</p></td></tr>
<tr><td><a href="http://127.0.0.1:41999/archives/C00193363B5/p1770110400000000">09:20</a></td><td><p>Gus: Payments have failed since 9:02, all of them.</p><p><ac:image ac:alt="Failures climb at 9:02" ac:width="16"><ri:attachment ri:filename="F00328AAB8F-failing-payments.png"/></ac:image></p></td></tr>
<tr><td><a href="http://127.0.0.1:41999/archives/C00193363B5/p1770110400000008">09:20</a></td><td><p>Dora: I see the pool of connections is empty.</p></td></tr>
<tr><td>09:22</td><td><p>Ben: The rollback began at 9:22</p></td></tr>
<tr><td>09:24</td><td><p>Chloé posted an update: We know that it began with release 2.14 · Impact: Every payment fails, about 40 a minute</p></td></tr>
<tr><td>09:31</td><td><p>Ben marked it mitigated: Rolled back release 2.14</p></td></tr>
<tr><td>09:31</td><td><p>Ben corrected when it happened: Impact started 2026-02-03 09:02 UTC · Detected 2026-02-03 09:10 UTC</p></td></tr>
<tr><td>09:31</td><td><p>Ben started the post-mortem.</p></td></tr>
<tr><td>09:31</td><td><p>Ben added a follow-up: An alert on failing payments · Gus · due 2026-02-20</p></td></tr>
<tr><td>09:31</td><td><p>Gus added a follow-up: Keep the graph on the wall · Ana · due 2026-03-10</p></td></tr>
<tr><td>09:31</td><td><p>Gus changed a follow-up: Keep the graph on the wall · Ana · due 2026-03-10</p></td></tr>
<tr><td>09:31</td><td><p>Ben added a follow-up: Write to the customers · nobody yet · due 2026-02-13</p></td></tr>
<tr><td>09:31</td><td><p>Gus did a follow-up: An alert on failing payments</p></td></tr>
<tr><td>09:31</td><td><p>Gus dropped a follow-up: Write to the customers</p></td></tr>
<tr><th colspan="2">2026-02-04</th></tr>
<tr><td>10:00</td><td><p>Ben described what is seen: Nobody could pay for half an hour.</p></td></tr>
<tr><td>10:00</td><td><p>Ben classified it: set off by deployment, failed by software defect.</p></td></tr>
<tr><td>10:00</td><td><p>Ben closed it.</p></td></tr>
<tr><th colspan="2">2026-02-16</th></tr>
<tr><td>08:30</td><td><p>Ben linked it with INC-7, which it caused.</p></td></tr>
<tr><th colspan="2">2026-02-18</th></tr>
<tr><td>10:00</td><td><p>The room of INC-4 was archived.</p></td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened before anybody noticed? Add the first sign, the change, the moment it could have been seen.</em></p><h2>Detection</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-detection-60dd8ecde474</ac:parameter><ac:rich-text-body><p>Detected 2026-02-03 09:10. Until then it had hurt for 8 min.</p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ How did we hear of it: an alert, a colleague, a customer? What would have told us sooner?</em></p><h2>Trigger</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-trigger-d985ff807c3a</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Set off by</th><td>deployment</td></tr>
<tr><th>Class of failure</th><td>software defect</td></tr>
</tbody></table>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened just before that set it off, and why was that a reasonable thing to do?</em></p><h2>Contributing factors</h2>
<p><em>✎ What made it possible, made it worse, or made it last? There is never only one. Ask of each: how did it make sense at the time?</em></p><h2>What went well</h2>
<p><em>✎ What helped, so that we keep it?</em></p><h2>What went badly</h2>
<p><em>✎ Where did we lose time, or have to guess?</em></p><h2>Where we got lucky</h2>
<p><em>✎ What kept it from being worse, that we cannot count on next time?</em></p><h2>Follow-ups</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-follow_ups-8289f097dc83</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>Owner</th><th>Due</th><th>State</th></tr>
<tr><td><a href="https://tickets.example.com/OPS-101">An alert on failing payments</a></td><td>Gus</td><td>2026-02-20</td><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Done</ac:parameter><ac:parameter ac:name="colour">Green</ac:parameter></ac:structured-macro></td></tr>
<tr><td>Keep the graph on the wall</td><td>Ana</td><td>2026-03-10</td><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">To do</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
</tbody></table>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What would have to change so that this class of failure hurts less? Which of it is worth doing?</em></p><h2>Similar incidents</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-similar-63e5ac862189</ac:parameter><ac:rich-text-body><p><em>None with the same services, class or words.</em></p>
</ac:rich-text-body></ac:structured-macro>
<h2>Links</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-links-1a09bf35a522</ac:parameter><ac:rich-text-body><ul>
<li><a href="http://127.0.0.1:41999/archives/C00193363B5">The incident&#39;s channel in Slack</a></li>
<li><a href="http://127.0.0.1:41999/archives/C0008CF0240/p1770109920000001">Its announcement in Slack</a></li>
<li>Caused: <a href="https://wiki.example.com/spaces/OPS/pages/884737">INC-7: Sessions are lost</a></li>
</ul>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ Dashboards, logs, pull requests, tickets: what should somebody look at who was not there?</em></p>');
INSERT INTO "page_files" VALUES('a70a7b7cecaf5e5caa8dbf54ad3794a5','INC-11: Exports never end (2026-02-19)','<ac:structured-macro ac:name="info"><ac:rich-text-body>
<p>Firefighter keeps the framed parts up to date until somebody writes in one of them. Everything else is yours. A line with a ✎ is a question: answer it beneath.</p>
</ac:rich-text-body></ac:structured-macro>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-glance-b68f5c6d5413</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Status</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Open</ac:parameter><ac:parameter ac:name="colour">Red</ac:parameter></ac:structured-macro></td></tr>
<tr><th>Severity</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">SEV2</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro> A main function is broken or very slow</td></tr>
<tr><th>Owner</th><td>Dora</td></tr>
<tr><th>Declared</th><td>2026-02-19 10:00, by Dora</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>Summary</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-summary-7b13519a31c6</ac:parameter><ac:rich-text-body><p><em>Nobody has described what people saw. In Slack, the control panel has a button for it.</em></p></ac:rich-text-body></ac:structured-macro>
<h2>Impact</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-impact-8a84e4ab3fb8</ac:parameter><ac:rich-text-body><ul>
<li>How long it hurt is not known yet.</li>
</ul></ac:rich-text-body></ac:structured-macro>
<p><em>✎ How many customers, requests, orders or euros? Give a number, also a rough one, and say how you know.</em></p>
<p><em>✎ What could people not do, and what did they do instead?</em></p><h2>Key facts</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-facts-263fabc0e491</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>How long</th><th>How it is computed</th></tr>
<tr><td>Until detected</td><td>not known</td><td>from impact started to detected</td></tr>
<tr><td>From detected to declared</td><td>0 s</td><td>from detected to declared: 10:00 – 10:00</td></tr>
<tr><td>Until somebody took it on</td><td>0 s</td><td>from declared to taken on: 10:00 – 10:00</td></tr>
<tr><td>From declared to mitigated</td><td>not known</td><td>from declared to mitigated</td></tr>
<tr><td>How long it hurt</td><td>not known</td><td>from impact started to mitigated</td></tr>
<tr><td>From declared to closed</td><td>not known</td><td>from declared to closed</td></tr>
</tbody></table>
<table><tbody>
<tr><th>Severity</th><th>Since</th><th>Set by</th></tr>
<tr><td>SEV2</td><td>2026-02-19 10:00</td><td>Dora</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>People and roles</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-people-a04242b317ca</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Role</th><th>Who</th><th>From</th><th>To</th></tr>
<tr><td>Incident commander</td><td>Dora</td><td>2026-02-19 10:00</td><td>the end</td></tr>
</tbody></table>
<p>Also there: Ana, .</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Timeline</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-timeline-24ef66e383c8</ac:parameter><ac:rich-text-body><p><em>All times are of the zone UTC.</em></p>
<table><tbody>
<tr><th>Time</th><th>What happened</th></tr>
<tr><th colspan="2">2026-02-19</th></tr>
<tr><td>10:00</td><td><p>Dora declared INC-11 as SEV2.</p></td></tr>
<tr><td>10:00</td><td><p>Dora is now incident commander.</p></td></tr>
<tr><td>10:00</td><td><p>Dora asked for the post-mortem page.</p></td></tr>
<tr><td>10:00</td><td><p>Dora paged Database on-call: A query runs for hours</p></td></tr>
<tr><td>10:00</td><td><p>Dora, nobody was paged: PagerDuty refused your page to Database on-call (Invalid routing key). Call them, or page somebody else.</p></td></tr>
<tr><td>10:00</td><td><p>Dora paged Database on-call: It still runs</p></td></tr>
<tr><td>10:00</td><td><p>Ana archived the room of INC-11.</p></td></tr>
<tr><td>10:00</td><td><p>Ana brought back the room of INC-11.</p></td></tr>
<tr><td>10:00</td><td><p>Ana renamed the room to #exports-never-end.</p></td></tr>
<tr><td>10:15</td><td><p>Dora, I stopped trying to page Database on-call: PagerDuty gives no answer. It may have got through or not. Call them.</p></td></tr>
<tr><td><a href="http://127.0.0.1:41999/archives/C0119493088/p1771502400000000">12:00</a></td><td><p>Ana: Look</p></td></tr>
<tr><td><a href="http://127.0.0.1:41999/archives/C0119493088/p1771502400000003">12:00</a></td><td><p>Ana: And this</p><p><em><a href="http://127.0.0.1:41999/archives/C0119493088/p1771502400000003">A picture is in the message in Slack, of a kind that this page cannot show.</a></em></p></td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened before anybody noticed? Add the first sign, the change, the moment it could have been seen.</em></p><h2>Detection</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-detection-5382f12581ef</ac:parameter><ac:rich-text-body><p>Detected 2026-02-19 10:00.</p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ How did we hear of it: an alert, a colleague, a customer? What would have told us sooner?</em></p><h2>Trigger</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-trigger-9f70f2669fcf</ac:parameter><ac:rich-text-body><p><em>Not classified yet. In Slack, /incident postmortem has a form for it.</em></p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened just before that set it off, and why was that a reasonable thing to do?</em></p><h2>Contributing factors</h2>
<p><em>✎ What made it possible, made it worse, or made it last? There is never only one. Ask of each: how did it make sense at the time?</em></p><h2>What went well</h2>
<p><em>✎ What helped, so that we keep it?</em></p><h2>What went badly</h2>
<p><em>✎ Where did we lose time, or have to guess?</em></p><h2>Where we got lucky</h2>
<p><em>✎ What kept it from being worse, that we cannot count on next time?</em></p><h2>Follow-ups</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-follow_ups-7b5f953fc1e2</ac:parameter><ac:rich-text-body><p><em>None are on record in Slack.</em></p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What would have to change so that this class of failure hurts less? Which of it is worth doing?</em></p><h2>Similar incidents</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-similar-63e5ac862189</ac:parameter><ac:rich-text-body><p><em>None with the same services, class or words.</em></p>
</ac:rich-text-body></ac:structured-macro>
<h2>Links</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-links-676f68c79a41</ac:parameter><ac:rich-text-body><ul>
<li><a href="http://127.0.0.1:41999/archives/C0119493088">The incident&#39;s channel in Slack</a></li>
<li><a href="http://127.0.0.1:41999/archives/C0008CF0240/p1771495200000001">Its announcement in Slack</a></li>
</ul>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ Dashboards, logs, pull requests, tickets: what should somebody look at who was not there?</em></p>');
INSERT INTO "page_files" VALUES('f0282642c3c33a68a941c096f0d39765','INC-26: Mails are not sent (2026-03-04)','<ac:structured-macro ac:name="info"><ac:rich-text-body>
<p>Firefighter keeps the framed parts up to date until somebody writes in one of them. Everything else is yours. A line with a ✎ is a question: answer it beneath.</p>
</ac:rich-text-body></ac:structured-macro>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-glance-5c1b52f1f853</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Status</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Mitigated</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
<tr><th>Severity</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">SEV2</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro> A main function is broken or very slow</td></tr>
<tr><th>Owner</th><td>Chloé</td></tr>
<tr><th>Declared</th><td>2026-03-04 11:00, by Chloé</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>Summary</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-summary-5c345ac388f1</ac:parameter><ac:rich-text-body><p><em>Nobody has described what people saw. In Slack, the control panel has a button for it.</em></p><p><strong>How it was mitigated</strong></p>
<p>The queue moves again</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Impact</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-impact-ef4cfcf52723</ac:parameter><ac:rich-text-body><ul>
<li>It was mitigated 1 h 0 min after it was declared. When it began to hurt is not on record.</li>
</ul></ac:rich-text-body></ac:structured-macro>
<p><em>✎ How many customers, requests, orders or euros? Give a number, also a rough one, and say how you know.</em></p>
<p><em>✎ What could people not do, and what did they do instead?</em></p><h2>Key facts</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-facts-f49e7accfb0e</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>How long</th><th>How it is computed</th></tr>
<tr><td>Until detected</td><td>not known</td><td>from impact started to detected</td></tr>
<tr><td>From detected to declared</td><td>0 s</td><td>from detected to declared: 11:00 – 11:00</td></tr>
<tr><td>Until somebody took it on</td><td>0 s</td><td>from declared to taken on: 11:00 – 11:00</td></tr>
<tr><td>From declared to mitigated</td><td>1 h 0 min</td><td>from declared to mitigated: 11:00 – 12:00</td></tr>
<tr><td>How long it hurt</td><td>not known</td><td>from impact started to mitigated</td></tr>
<tr><td>From declared to closed</td><td>not known</td><td>from declared to closed</td></tr>
</tbody></table>
<table><tbody>
<tr><th>Severity</th><th>Since</th><th>Set by</th></tr>
<tr><td>SEV2</td><td>2026-03-04 11:00</td><td>Chloé</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>People and roles</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-people-ab4c9b9f9612</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Role</th><th>Who</th><th>From</th><th>To</th></tr>
<tr><td>Incident commander</td><td>Chloé</td><td>2026-03-04 11:00</td><td>the end</td></tr>
</tbody></table>
<p>Also there: Ben.</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Timeline</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-timeline-fc957109ce82</ac:parameter><ac:rich-text-body><p><em>All times are of the zone UTC.</em></p>
<table><tbody>
<tr><th>Time</th><th>What happened</th></tr>
<tr><th colspan="2">2026-03-04</th></tr>
<tr><td>11:00</td><td><p>Chloé declared INC-26 as SEV2.</p></td></tr>
<tr><td>11:00</td><td><p>Chloé is now incident commander.</p></td></tr>
<tr><td>12:00</td><td><p>Chloé marked it mitigated: The queue moves again</p></td></tr>
<tr><td>12:01</td><td><p>Ben added a follow-up: Watch the queue · Ben · due 2026-03-10</p></td></tr>
<tr><td>12:01</td><td><p>Ben added a follow-up: Buy a second relay · Gus · due 2026-03-09</p></td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened before anybody noticed? Add the first sign, the change, the moment it could have been seen.</em></p><h2>Detection</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-detection-dcf81d30815a</ac:parameter><ac:rich-text-body><p>Detected 2026-03-04 11:00.</p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ How did we hear of it: an alert, a colleague, a customer? What would have told us sooner?</em></p><h2>Trigger</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-trigger-9f70f2669fcf</ac:parameter><ac:rich-text-body><p><em>Not classified yet. In Slack, /incident postmortem has a form for it.</em></p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened just before that set it off, and why was that a reasonable thing to do?</em></p><h2>Contributing factors</h2>
<p><em>✎ What made it possible, made it worse, or made it last? There is never only one. Ask of each: how did it make sense at the time?</em></p><h2>What went well</h2>
<p><em>✎ What helped, so that we keep it?</em></p><h2>What went badly</h2>
<p><em>✎ Where did we lose time, or have to guess?</em></p><h2>Where we got lucky</h2>
<p><em>✎ What kept it from being worse, that we cannot count on next time?</em></p><h2>Follow-ups</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-follow_ups-c7fe613d492c</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>Owner</th><th>Due</th><th>State</th></tr>
<tr><td>Watch the queue</td><td>Ben</td><td>2026-03-10</td><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">To do</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
<tr><td>Buy a second relay</td><td>Gus</td><td>2026-03-09</td><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">To do</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
</tbody></table>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What would have to change so that this class of failure hurts less? Which of it is worth doing?</em></p><h2>Similar incidents</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-similar-63e5ac862189</ac:parameter><ac:rich-text-body><p><em>None with the same services, class or words.</em></p>
</ac:rich-text-body></ac:structured-macro>
<h2>Links</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-links-676f68c79a41</ac:parameter><ac:rich-text-body><ul>
<li><a href="http://127.0.0.1:41999/archives/C020156BE0D">The incident&#39;s channel in Slack</a></li>
<li><a href="http://127.0.0.1:41999/archives/C0008CF0240/p1772622000000001">Its announcement in Slack</a></li>
</ul>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ Dashboards, logs, pull requests, tickets: what should somebody look at who was not there?</em></p>');
INSERT INTO "page_files" VALUES('0fd59d22c34ce4d40a9f15fc87774276','INC-27: Prices are of yesterday (2026-03-04)','<ac:structured-macro ac:name="info"><ac:rich-text-body>
<p>Firefighter keeps the framed parts up to date until somebody writes in one of them. Everything else is yours. A line with a ✎ is a question: answer it beneath.</p>
</ac:rich-text-body></ac:structured-macro>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-glance-3a8396fba568</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Status</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Mitigated</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
<tr><th>Severity</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">SEV2</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro> A main function is broken or very slow</td></tr>
<tr><th>Owner</th><td>Ben</td></tr>
<tr><th>Declared</th><td>2026-03-04 12:30, by Ben</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>Summary</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-summary-84f6665db892</ac:parameter><ac:rich-text-body><p><em>Nobody has described what people saw. In Slack, the control panel has a button for it.</em></p><p><strong>How it was mitigated</strong></p>
<p>The job was run by hand</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Impact</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-impact-2e08408b913f</ac:parameter><ac:rich-text-body><ul>
<li>It was mitigated 4 d 21 h after it was declared. When it began to hurt is not on record.</li>
</ul></ac:rich-text-body></ac:structured-macro>
<p><em>✎ How many customers, requests, orders or euros? Give a number, also a rough one, and say how you know.</em></p>
<p><em>✎ What could people not do, and what did they do instead?</em></p><h2>Key facts</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-facts-189dc224b989</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>How long</th><th>How it is computed</th></tr>
<tr><td>Until detected</td><td>not known</td><td>from impact started to detected</td></tr>
<tr><td>From detected to declared</td><td>0 s</td><td>from detected to declared: 12:30 – 12:30</td></tr>
<tr><td>Until somebody took it on</td><td>0 s</td><td>from declared to taken on: 12:30 – 12:30</td></tr>
<tr><td>From declared to mitigated</td><td>4 d 21 h</td><td>from declared to mitigated: 12:30 – 2026-03-09 10:00</td></tr>
<tr><td>How long it hurt</td><td>not known</td><td>from impact started to mitigated</td></tr>
<tr><td>From declared to closed</td><td>not known</td><td>from declared to closed</td></tr>
</tbody></table>
<table><tbody>
<tr><th>Severity</th><th>Since</th><th>Set by</th></tr>
<tr><td>SEV2</td><td>2026-03-04 12:30</td><td>Ben</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>People and roles</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-people-93508706a6c7</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Role</th><th>Who</th><th>From</th><th>To</th></tr>
<tr><td>Incident commander</td><td>Ben</td><td>2026-03-04 12:30</td><td>the end</td></tr>
</tbody></table>
<p>Also there: Gus.</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Timeline</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-timeline-6071e797c3fc</ac:parameter><ac:rich-text-body><p><em>All times are of the zone UTC.</em></p>
<table><tbody>
<tr><th>Time</th><th>What happened</th></tr>
<tr><th colspan="2">2026-03-04</th></tr>
<tr><td>12:30</td><td><p>Ben declared INC-27 as SEV2.</p></td></tr>
<tr><td>12:30</td><td><p>Ben is now incident commander.</p></td></tr>
<tr><td>12:30</td><td><p>Ben paged Database on-call: The nightly job hangs</p></td></tr>
<tr><td>12:30</td><td><p>PagerDuty has taken the page of Ben to Database on-call: The nightly job hangs</p></td></tr>
<tr><td><a href="http://127.0.0.1:41999/archives/C021011DEB9/p1772627400000025">12:30</a></td><td><p>Gus: Old prices</p><p><em><a href="http://127.0.0.1:41999/archives/C021011DEB9/p1772627400000025">A picture is in the message in Slack.</a></em></p><p><em><a href="http://127.0.0.1:41999/archives/C021011DEB9/p1772627400000025">A picture is in the message in Slack.</a></em></p></td></tr>
<tr><td>13:00</td><td><p>Ben added a follow-up: A check each morning · Ana · due 2026-03-10</p></td></tr>
<tr><th colspan="2">2026-03-09</th></tr>
<tr><td>10:00</td><td><p>Ben marked it mitigated: The job was run by hand</p></td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened before anybody noticed? Add the first sign, the change, the moment it could have been seen.</em></p><h2>Detection</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-detection-1284617377c0</ac:parameter><ac:rich-text-body><p>Detected 2026-03-04 12:30.</p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ How did we hear of it: an alert, a colleague, a customer? What would have told us sooner?</em></p><h2>Trigger</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-trigger-9f70f2669fcf</ac:parameter><ac:rich-text-body><p><em>Not classified yet. In Slack, /incident postmortem has a form for it.</em></p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened just before that set it off, and why was that a reasonable thing to do?</em></p><h2>Contributing factors</h2>
<p><em>✎ What made it possible, made it worse, or made it last? There is never only one. Ask of each: how did it make sense at the time?</em></p><h2>What went well</h2>
<p><em>✎ What helped, so that we keep it?</em></p><h2>What went badly</h2>
<p><em>✎ Where did we lose time, or have to guess?</em></p><h2>Where we got lucky</h2>
<p><em>✎ What kept it from being worse, that we cannot count on next time?</em></p><h2>Follow-ups</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-follow_ups-ffd7030cbb8e</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>Owner</th><th>Due</th><th>State</th></tr>
<tr><td>A check each morning</td><td>Ana</td><td>2026-03-10</td><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">To do</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
</tbody></table>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What would have to change so that this class of failure hurts less? Which of it is worth doing?</em></p><h2>Similar incidents</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-similar-63e5ac862189</ac:parameter><ac:rich-text-body><p><em>None with the same services, class or words.</em></p>
</ac:rich-text-body></ac:structured-macro>
<h2>Links</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-links-676f68c79a41</ac:parameter><ac:rich-text-body><ul>
<li><a href="http://127.0.0.1:41999/archives/C021011DEB9">The incident&#39;s channel in Slack</a></li>
<li><a href="http://127.0.0.1:41999/archives/C0008CF0240/p1772627400000001">Its announcement in Slack</a></li>
</ul>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ Dashboards, logs, pull requests, tickets: what should somebody look at who was not there?</em></p>');
INSERT INTO "page_files" VALUES('ddf07ced8904b969dbb65cc9d2c56cb0','INC-29: The database is slow (2026-03-08)','<ac:structured-macro ac:name="info"><ac:rich-text-body>
<p>Firefighter keeps the framed parts up to date until somebody writes in one of them. Everything else is yours. A line with a ✎ is a question: answer it beneath.</p>
</ac:rich-text-body></ac:structured-macro>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-glance-0ecff1599ea1</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Status</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Mitigated</ac:parameter><ac:parameter ac:name="colour">Yellow</ac:parameter></ac:structured-macro></td></tr>
<tr><th>Severity</th><td><ac:structured-macro ac:name="status"><ac:parameter ac:name="title">SEV1</ac:parameter><ac:parameter ac:name="colour">Red</ac:parameter></ac:structured-macro> Customers cannot do what they came for</td></tr>
<tr><th>Owner</th><td>Ben</td></tr>
<tr><th>Declared</th><td>2026-03-08 09:20, by Ben</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>Summary</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-summary-c52d077f8832</ac:parameter><ac:rich-text-body><p><em>Nobody has described what people saw. In Slack, the control panel has a button for it.</em></p><p><strong>How it was mitigated</strong></p>
<p>An index was missing</p>
</ac:rich-text-body></ac:structured-macro>
<h2>Impact</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-impact-c5a8ce72b8fe</ac:parameter><ac:rich-text-body><ul>
<li>It was mitigated 1 d 0 h after it was declared. When it began to hurt is not on record.</li>
</ul></ac:rich-text-body></ac:structured-macro>
<p><em>✎ How many customers, requests, orders or euros? Give a number, also a rough one, and say how you know.</em></p>
<p><em>✎ What could people not do, and what did they do instead?</em></p><h2>Key facts</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-facts-e27f20a27fd1</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>What</th><th>How long</th><th>How it is computed</th></tr>
<tr><td>Until detected</td><td>not known</td><td>from impact started to detected</td></tr>
<tr><td>From detected to declared</td><td>0 s</td><td>from detected to declared: 09:20 – 09:20</td></tr>
<tr><td>Until somebody took it on</td><td>0 s</td><td>from declared to taken on: 09:20 – 09:20</td></tr>
<tr><td>From declared to mitigated</td><td>1 d 0 h</td><td>from declared to mitigated: 09:20 – 2026-03-09 10:00</td></tr>
<tr><td>How long it hurt</td><td>not known</td><td>from impact started to mitigated</td></tr>
<tr><td>From declared to closed</td><td>not known</td><td>from declared to closed</td></tr>
</tbody></table>
<table><tbody>
<tr><th>Severity</th><th>Since</th><th>Set by</th></tr>
<tr><td>SEV1</td><td>2026-03-08 09:20</td><td>Ben</td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<h2>People and roles</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-people-fa2217ac2795</ac:parameter><ac:rich-text-body><table><tbody>
<tr><th>Role</th><th>Who</th><th>From</th><th>To</th></tr>
<tr><td>Incident commander</td><td>Ben</td><td>2026-03-08 09:20</td><td>the end</td></tr>
</tbody></table>
</ac:rich-text-body></ac:structured-macro>
<h2>Timeline</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-timeline-2c6eb62eb1b9</ac:parameter><ac:rich-text-body><p><em>All times are of the zone UTC.</em></p>
<table><tbody>
<tr><th>Time</th><th>What happened</th></tr>
<tr><th colspan="2">2026-03-08</th></tr>
<tr><td>09:20</td><td><p>Ben declared INC-29 as SEV1.</p></td></tr>
<tr><td>09:20</td><td><p>Ben is now incident commander.</p></td></tr>
<tr><td>09:20</td><td><p>Ben paged Database on-call: Queries take a minute</p></td></tr>
<tr><td>09:20</td><td><p>PagerDuty has taken the page of Ben to Database on-call: Queries take a minute</p></td></tr>
<tr><th colspan="2">2026-03-09</th></tr>
<tr><td>10:00</td><td><p>Ben marked it mitigated: An index was missing</p></td></tr>
</tbody></table></ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened before anybody noticed? Add the first sign, the change, the moment it could have been seen.</em></p><h2>Detection</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-detection-3a9e782b7b5a</ac:parameter><ac:rich-text-body><p>Detected 2026-03-08 09:20.</p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ How did we hear of it: an alert, a colleague, a customer? What would have told us sooner?</em></p><h2>Trigger</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-trigger-9f70f2669fcf</ac:parameter><ac:rich-text-body><p><em>Not classified yet. In Slack, /incident postmortem has a form for it.</em></p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What happened just before that set it off, and why was that a reasonable thing to do?</em></p><h2>Contributing factors</h2>
<p><em>✎ What made it possible, made it worse, or made it last? There is never only one. Ask of each: how did it make sense at the time?</em></p><h2>What went well</h2>
<p><em>✎ What helped, so that we keep it?</em></p><h2>What went badly</h2>
<p><em>✎ Where did we lose time, or have to guess?</em></p><h2>Where we got lucky</h2>
<p><em>✎ What kept it from being worse, that we cannot count on next time?</em></p><h2>Follow-ups</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-follow_ups-7b5f953fc1e2</ac:parameter><ac:rich-text-body><p><em>None are on record in Slack.</em></p>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ What would have to change so that this class of failure hurts less? Which of it is worth doing?</em></p><h2>Similar incidents</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-similar-63e5ac862189</ac:parameter><ac:rich-text-body><p><em>None with the same services, class or words.</em></p>
</ac:rich-text-body></ac:structured-macro>
<h2>Links</h2>
<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">firefighter-links-676f68c79a41</ac:parameter><ac:rich-text-body><ul>
<li><a href="http://127.0.0.1:41999/archives/C02240C7369">The incident&#39;s channel in Slack</a></li>
<li><a href="http://127.0.0.1:41999/archives/C0008CF0240/p1772961600000001">Its announcement in Slack</a></li>
</ul>
</ac:rich-text-body></ac:structured-macro>
<p><em>✎ Dashboards, logs, pull requests, tickets: what should somebody look at who was not there?</em></p>');
CREATE TABLE pages (
	incident_id BIGINT NOT NULL, 
	page_id VARCHAR(64) NOT NULL, 
	url TEXT NOT NULL, 
	parent VARCHAR(255) NOT NULL, 
	gone BOOLEAN NOT NULL, 
	reading JSON, 
	read_at DATETIME, 
	CONSTRAINT pk_pages PRIMARY KEY (incident_id), 
	CONSTRAINT fk_pages_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "pages" VALUES(4,'2bfe6c42b5a243384a822fd59fad2121','http://localhost:3000/postmortems/2bfe6c42b5a243384a822fd59fad2121','',0,NULL,NULL);
INSERT INTO "pages" VALUES(7,'884737','https://wiki.example.com/spaces/OPS/pages/884737','98311',0,'{"title": "INC-7: Sessions are lost (2026-02-16)", "parts": [{"title": "", "heading": null, "written": "", "kept": "StatusPost-mortem SeveritySEV2 A main function is broken or very slow OwnerBen Declared2026-02-16 08:00, by Ben", "open_prompts": 0}, {"title": "Summary", "heading": "summary", "written": "Nobody has described what people saw. In Slack, the control panel has a button for it.\nIt was 14:02.\nHow it was mitigated\nThe store has even more memory", "kept": "", "open_prompts": 0}, {"title": "Impact", "heading": "impact", "written": "It was 14:02.\nIt was 14:02.", "kept": "It was mitigated 1 h 0 min after it was declared. When it began to hurt is not on record.", "open_prompts": 0}, {"title": "Key facts", "heading": "facts", "written": "", "kept": "WhatHow longHow it is computed Until detectednot knownfrom impact started to detected From detected to declared0 sfrom detected to declared: 08:00 \u2013 08:00 Until somebody took it on0 sfrom declared to taken on: 08:00 \u2013 08:00 From declared to mitigated1 h 0 minfrom declared to mitigated: 08:00 \u2013 09:00 How long it hurtnot knownfrom impact started to mitigated From declared to closednot knownfrom declared to closed SeveritySinceSet by SEV22026-02-16 08:00Ben SEV12026-02-16 08:30Ben SEV22026-02-16 08:30Ben", "open_prompts": 0}, {"title": "People and roles", "heading": "people", "written": "", "kept": "RoleWhoFromTo Incident commanderBen2026-02-16 08:00the end Also there: Gus.", "open_prompts": 0}, {"title": "Timeline", "heading": "timeline", "written": "", "kept": "All times are of the zone UTC. TimeWhat happened 2026-02-16 08:00Ben declared INC-7 as SEV2. 08:00Ben is now incident commander. 08:10Gus merged INC-8 into this one: Login is slow. 1 person joins. 1 follow-up came along 08:10A follow-up came from INC-8: Look at the session store \u00b7 Dora \u00b7 due 2026-03-11 08:30Ben is investigating. 08:30Ben raised the severity from SEV2 to SEV1. Why: All of Europe is logged out 08:30Ben lowered the severity from SEV1 to SEV2. Why: Only a third of Europe 08:30Ben linked it with INC-4, which caused it. 08:30Ben linked it with INC-5. 08:30Ben took the link with INC-5 away. 09:00Ben marked it mitigated: The store has more memory 09:00Ben started the post-mortem. 09:00Ben closed it, overriding the checklist: Nobody can say more about it 09:00Ben reopened it: It is back 09:00Ben marked it mitigated: The store has even more memory 09:00Ben started the post-mortem.", "open_prompts": 1}, {"title": "Detection", "heading": "detection", "written": "", "kept": "Detected 2026-02-16 08:00.", "open_prompts": 1}, {"title": "Trigger", "heading": "trigger", "written": "", "kept": "Not classified yet. In Slack, /incident postmortem has a form for it.", "open_prompts": 1}, {"title": "Contributing factors", "heading": "factors", "written": "", "kept": "", "open_prompts": 1}, {"title": "What went well", "heading": "went_well", "written": "", "kept": "", "open_prompts": 1}, {"title": "What went badly", "heading": "went_badly", "written": "", "kept": "", "open_prompts": 1}, {"title": "Where we got lucky", "heading": "lucky", "written": "", "kept": "", "open_prompts": 1}, {"title": "Follow-ups", "heading": "follow_ups", "written": "", "kept": "WhatOwnerDueState Look at the session storeDora2026-03-11To do", "open_prompts": 1}, {"title": "Similar incidents", "heading": "similar", "written": "", "kept": "None with the same services, class or words.", "open_prompts": 0}, {"title": "Links", "heading": "links", "written": "", "kept": "The incident''s channel in Slack Its announcement in Slack Caused by: INC-4: Checkout returns 500 Its duplicate: INC-8: Login is slow", "open_prompts": 1}]}','2026-02-16 09:00:00.000000');
INSERT INTO "pages" VALUES(11,'a70a7b7cecaf5e5caa8dbf54ad3794a5','http://localhost:3000/postmortems/a70a7b7cecaf5e5caa8dbf54ad3794a5','',0,NULL,NULL);
INSERT INTO "pages" VALUES(25,'5e4dd00ecad9dfea2ac5086483da632f','http://localhost:3000/postmortems/5e4dd00ecad9dfea2ac5086483da632f','',1,NULL,NULL);
INSERT INTO "pages" VALUES(26,'f0282642c3c33a68a941c096f0d39765','http://localhost:3000/postmortems/f0282642c3c33a68a941c096f0d39765','',0,NULL,NULL);
INSERT INTO "pages" VALUES(27,'0fd59d22c34ce4d40a9f15fc87774276','http://localhost:3000/postmortems/0fd59d22c34ce4d40a9f15fc87774276','',0,NULL,NULL);
CREATE TABLE participants (
	incident_id BIGINT NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	messages INTEGER NOT NULL, 
	CONSTRAINT pk_participants PRIMARY KEY (incident_id, user), 
	CONSTRAINT fk_participants_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "participants" VALUES(4,'U000199BB52','2026-02-03 09:12:00.000000','2026-02-03 09:12:00.000011',0);
INSERT INTO "participants" VALUES(4,'U0002BB4859','2026-02-03 09:12:00.000013','2026-02-16 08:30:00.000000',1);
INSERT INTO "participants" VALUES(4,'U00045A14F6','2026-02-03 09:12:00.000015','2026-02-03 09:20:00.000008',1);
INSERT INTO "participants" VALUES(4,'U0003A85A72','2026-02-03 09:14:00.000000','2026-02-03 09:24:00.000000',0);
INSERT INTO "participants" VALUES(4,'U0007BEA8C8','2026-02-03 09:14:00.000019','2026-02-03 09:31:00.000000',1);
INSERT INTO "participants" VALUES(5,'U000199BB52','2026-02-05 13:00:00.000000','2026-03-09 08:00:00.000000',0);
INSERT INTO "participants" VALUES(5,'U00045A14F6','2026-02-05 13:00:00.000000','2026-02-05 14:10:00.000000',1);
INSERT INTO "participants" VALUES(5,'U0002BB4859','2026-02-05 13:00:00.000000','2026-02-16 08:30:00.000000',1);
INSERT INTO "participants" VALUES(6,'U000199BB52','2026-02-12 16:00:00.000000','2026-03-09 10:30:00.000000',0);
INSERT INTO "participants" VALUES(6,'U0002BB4859','2026-02-12 16:00:00.000009','2026-02-12 16:00:00.000009',0);
INSERT INTO "participants" VALUES(6,'U00045A14F6','2026-02-12 16:00:00.000011','2026-02-12 16:00:00.000011',0);
INSERT INTO "participants" VALUES(6,'U0003A85A72','2026-02-12 16:00:00.000000','2026-02-12 16:40:00.000000',0);
INSERT INTO "participants" VALUES(7,'U0002BB4859','2026-02-16 08:00:00.000000','2026-02-16 09:00:00.000000',0);
INSERT INTO "participants" VALUES(7,'U000199BB52','2026-02-16 08:00:00.000025','2026-02-16 08:00:00.000025',0);
INSERT INTO "participants" VALUES(8,'U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000',0);
INSERT INTO "participants" VALUES(7,'U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000016',0);
INSERT INTO "participants" VALUES(7,'U00045A14F6','2026-02-16 08:30:00.000016','2026-02-16 08:30:00.000016',0);
INSERT INTO "participants" VALUES(9,'U000199BB52','2026-02-17 11:00:00.000000','2026-02-17 12:00:00.000000',0);
INSERT INTO "participants" VALUES(9,'U0007BEA8C8','2026-02-17 11:00:00.000000','2026-02-17 11:00:00.000015',0);
INSERT INTO "participants" VALUES(10,'U0007BEA8C8','2026-02-17 13:00:00.000000','2026-02-17 13:00:00.000000',0);
INSERT INTO "participants" VALUES(11,'U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:15:00.000000',0);
INSERT INTO "participants" VALUES(11,'U000199BB52','2026-02-19 10:00:00.000000','2026-03-09 09:00:00.000000',2);
INSERT INTO "participants" VALUES(12,'U0002BB4859','2026-02-20 10:00:00.000000','2026-02-20 10:00:00.000011',0);
INSERT INTO "participants" VALUES(13,'U0007BEA8C8','2026-02-23 09:30:00.000000','2026-02-23 09:30:00.000000',0);
INSERT INTO "participants" VALUES(13,'U0002BB4859','2026-02-23 09:30:00.000000','2026-02-23 09:50:00.000000',0);
INSERT INTO "participants" VALUES(14,'U0002BB4859','2026-02-23 10:00:00.000000','2026-02-23 10:00:00.000011',0);
INSERT INTO "participants" VALUES(15,'U0002BB4859','2026-02-23 11:00:00.000000','2026-02-23 11:00:00.000011',0);
INSERT INTO "participants" VALUES(16,'U0002BB4859','2026-02-23 12:00:00.000000','2026-02-23 12:00:00.000011',0);
INSERT INTO "participants" VALUES(16,'U000199BB52','2026-02-23 12:00:00.000022','2026-03-09 08:50:00.000000',0);
INSERT INTO "participants" VALUES(17,'U0002BB4859','2026-02-23 15:00:00.000000','2026-03-09 12:04:30.000000',0);
INSERT INTO "participants" VALUES(18,'U0002BB4859','2026-02-23 20:00:00.000000','2026-02-23 20:00:00.000011',0);
INSERT INTO "participants" VALUES(19,'U0002BB4859','2026-02-23 20:30:00.000000','2026-02-23 20:30:00.000011',0);
INSERT INTO "participants" VALUES(20,'U0007BEA8C8','2026-02-24 07:00:00.000000','2026-03-09 09:00:00.000000',0);
INSERT INTO "participants" VALUES(21,'U000199BB52','2026-02-25 15:00:00.000000','2026-03-09 09:30:00.000000',0);
INSERT INTO "participants" VALUES(21,'U0002BB4859','2026-02-25 15:00:00.000015','2026-02-25 15:10:00.000020',1);
INSERT INTO "participants" VALUES(22,'U0002BB4859','2026-02-26 09:00:00.000000','2026-02-26 11:00:00.000000',0);
INSERT INTO "participants" VALUES(23,'U000199BB52','2026-02-27 10:00:00.000000','2026-03-09 09:30:00.000000',0);
INSERT INTO "participants" VALUES(23,'U0003A85A72','2026-02-27 10:00:00.000009','2026-02-27 10:00:00.000009',0);
INSERT INTO "participants" VALUES(23,'U0007BEA8C8','2026-02-27 10:00:00.000011','2026-02-27 10:00:00.000011',0);
INSERT INTO "participants" VALUES(24,'U0007BEA8C8','2026-03-03 09:00:00.000000','2026-03-03 09:00:00.000011',0);
INSERT INTO "participants" VALUES(25,'U000199BB52','2026-03-04 09:00:00.000000','2026-03-04 09:00:00.000010',0);
INSERT INTO "participants" VALUES(25,'U0007BEA8C8','2026-03-04 09:00:00.000000','2026-03-04 09:30:00.000000',0);
INSERT INTO "participants" VALUES(26,'U0003A85A72','2026-03-04 11:00:00.000000','2026-03-04 12:00:00.000000',0);
INSERT INTO "participants" VALUES(26,'U0002BB4859','2026-03-04 11:00:00.000023','2026-03-09 10:30:00.000000',0);
INSERT INTO "participants" VALUES(27,'U0002BB4859','2026-03-04 12:30:00.000000','2026-03-09 10:00:00.000000',0);
INSERT INTO "participants" VALUES(27,'U0007BEA8C8','2026-03-04 12:30:00.000000','2026-03-04 12:30:00.000025',1);
INSERT INTO "participants" VALUES(28,'U000199BB52','2026-03-08 09:00:00.000000','2026-03-09 12:03:00.000000',0);
INSERT INTO "participants" VALUES(28,'U0002BB4859','2026-03-08 09:00:00.000016','2026-03-09 08:30:00.000000',0);
INSERT INTO "participants" VALUES(28,'U0007BEA8C8','2026-03-08 09:00:00.000019','2026-03-09 12:03:30.000000',1);
INSERT INTO "participants" VALUES(29,'U0002BB4859','2026-03-08 09:20:00.000000','2026-03-09 10:00:00.000000',0);
INSERT INTO "participants" VALUES(29,'U00045A14F6','2026-03-08 09:20:00.000013','2026-03-08 09:20:00.000013',0);
INSERT INTO "participants" VALUES(30,'U00045A14F6','2026-03-08 14:30:00.000000','2026-03-09 11:50:00.000000',0);
INSERT INTO "participants" VALUES(30,'U0002BB4859','2026-03-08 14:30:00.000023','2026-03-09 12:02:00.000000',0);
INSERT INTO "participants" VALUES(31,'U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-09 09:30:00.000000',0);
INSERT INTO "participants" VALUES(31,'U00045A14F6','2026-03-08 15:10:00.000003','2026-03-08 15:10:00.000003',1);
INSERT INTO "participants" VALUES(32,'U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-09 09:30:00.000000',0);
INSERT INTO "participants" VALUES(32,'U0002BB4859','2026-03-08 15:10:00.000031','2026-03-08 15:10:00.000031',0);
INSERT INTO "participants" VALUES(30,'U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000',0);
INSERT INTO "participants" VALUES(33,'U0002BB4859','2026-03-08 16:00:00.000000','2026-03-08 17:00:00.000000',0);
INSERT INTO "participants" VALUES(33,'U00045A14F6','2026-03-08 16:00:00.000024','2026-03-09 09:00:00.000000',0);
INSERT INTO "participants" VALUES(34,'U0007BEA8C8','2026-03-08 16:20:00.000000','2026-03-08 17:30:00.000000',0);
INSERT INTO "participants" VALUES(33,'U0003A85A72','2026-03-08 17:00:00.000000','2026-03-08 17:00:00.000000',0);
INSERT INTO "participants" VALUES(35,'U000199BB52','2026-03-08 17:02:00.000000','2026-03-08 17:02:00.000000',0);
INSERT INTO "participants" VALUES(36,'U0002BB4859','2026-03-08 18:00:00.000000','2026-03-09 10:30:00.000000',0);
INSERT INTO "participants" VALUES(28,'U00066A33A1','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000',0);
INSERT INTO "participants" VALUES(26,'U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000',0);
INSERT INTO "participants" VALUES(37,'U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000',0);
INSERT INTO "participants" VALUES(28,'U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 12:04:15.000000',0);
INSERT INTO "participants" VALUES(20,'U000199BB52','2026-03-09 08:50:00.000000','2026-03-09 08:50:00.000000',1);
INSERT INTO "participants" VALUES(38,'U0007BEA8C8','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000',0);
INSERT INTO "participants" VALUES(39,'U0007BEA8C8','2026-03-09 11:40:00.000000','2026-03-09 11:40:00.000000',0);
INSERT INTO "participants" VALUES(40,'U00045A14F6','2026-03-09 11:50:00.000000','2026-03-09 11:50:00.000000',0);
INSERT INTO "participants" VALUES(30,'U00051624E3','2026-03-09 11:50:00.000008','2026-03-09 11:50:00.000008',0);
INSERT INTO "participants" VALUES(41,'U00051624E3','2026-03-09 11:58:00.000000','2026-03-09 11:58:00.000000',0);
INSERT INTO "participants" VALUES(39,'U00045A14F6','2026-03-09 12:04:15.000000','2026-03-09 12:04:15.000000',0);
CREATE TABLE people (
	user VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	real_name TEXT NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	locale VARCHAR(32) NOT NULL, 
	learnt_at DATETIME NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (user)
);
INSERT INTO "people" VALUES('U000199BB52','ana','Ana','Europe/London','en-US','2026-03-08 09:00:00.000000');
INSERT INTO "people" VALUES('U0FIREFIGHTER','firefighter','Firefighter','Europe/London','en-US','2026-03-08 07:30:00.000000');
INSERT INTO "people" VALUES('U0002BB4859','ben','Ben','Europe/London','en-US','2026-03-08 09:00:00.000000');
INSERT INTO "people" VALUES('U00045A14F6','dora','Dora','Asia/Tokyo','en-US','2026-03-08 12:00:00.000000');
INSERT INTO "people" VALUES('U0003A85A72','chloe','Chloé','Europe/Paris','fr-FR','2026-03-08 12:00:00.000000');
INSERT INTO "people" VALUES('U0007BEA8C8','gus','Gus','Europe/London','en-US','2026-03-08 09:00:00.000000');
INSERT INTO "people" VALUES('U00051624E3','eli','Eli','America/New_York','en-US','2026-03-08 12:00:00.000000');
CREATE TABLE pictures (
	incident_id BIGINT NOT NULL, 
	file VARCHAR(64) NOT NULL, 
	page_id VARCHAR(64) NOT NULL, 
	attachment VARCHAR(255) NOT NULL, 
	why_not VARCHAR(32), 
	CONSTRAINT pk_pictures PRIMARY KEY (incident_id, file), 
	CONSTRAINT fk_pictures_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "pictures" VALUES(4,'F00328AAB8F','2bfe6c42b5a243384a822fd59fad2121','F00328AAB8F-failing-payments.png',NULL);
INSERT INTO "pictures" VALUES(11,'F012779EB6E','a70a7b7cecaf5e5caa8dbf54ad3794a5','F012779EB6E-b.png',NULL);
INSERT INTO "pictures" VALUES(11,'F012837FE59','a70a7b7cecaf5e5caa8dbf54ad3794a5','','of_another_kind');
CREATE TABLE places (
	incident_id BIGINT NOT NULL, 
	place VARCHAR(32) NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_places PRIMARY KEY (incident_id, place), 
	CONSTRAINT fk_places_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "places" VALUES(4,'announcement','C0008CF0240','1770109920.000001');
INSERT INTO "places" VALUES(4,'thread_panel','C0008CF0240','1770109920.000002');
INSERT INTO "places" VALUES(4,'room','C00193363B5','');
INSERT INTO "places" VALUES(4,'room_panel','C00193363B5','1770109920.000006');
INSERT INTO "places" VALUES(5,'announcement','C0008CF0240','1770296400.000001');
INSERT INTO "places" VALUES(5,'thread_panel','C0008CF0240','1770296400.000002');
INSERT INTO "places" VALUES(6,'room','C00719CC748','');
INSERT INTO "places" VALUES(6,'room_panel','C00719CC748','1770912000.000002');
INSERT INTO "places" VALUES(7,'announcement','C0008CF0240','1771228800.000003');
INSERT INTO "places" VALUES(7,'thread_panel','C0008CF0240','1771228800.000004');
INSERT INTO "places" VALUES(7,'room','C0081C282DD','');
INSERT INTO "places" VALUES(7,'room_panel','C0081C282DD','1771228800.000008');
INSERT INTO "places" VALUES(8,'announcement','C0008CF0240','1771229400.000001');
INSERT INTO "places" VALUES(8,'thread_panel','C0008CF0240','1771229400.000002');
INSERT INTO "places" VALUES(4,'archive_notice','C00193363B5','1771322400.000000');
INSERT INTO "places" VALUES(9,'announcement','C0008CF0240','1771326000.000001');
INSERT INTO "places" VALUES(9,'thread_panel','C0008CF0240','1771326000.000002');
INSERT INTO "places" VALUES(9,'room','C0112A08CFC','');
INSERT INTO "places" VALUES(9,'room_panel','C0112A08CFC','1771326000.000006');
INSERT INTO "places" VALUES(10,'announcement','C0008CF0240','1771333200.000001');
INSERT INTO "places" VALUES(10,'thread_panel','C0008CF0240','1771333200.000002');
INSERT INTO "places" VALUES(11,'announcement','C0008CF0240','1771495200.000001');
INSERT INTO "places" VALUES(11,'thread_panel','C0008CF0240','1771495200.000002');
INSERT INTO "places" VALUES(11,'room','C0119493088','');
INSERT INTO "places" VALUES(11,'room_panel','C0119493088','1771495200.000006');
INSERT INTO "places" VALUES(12,'announcement','C0008CF0240','1771581600.000001');
INSERT INTO "places" VALUES(12,'thread_panel','C0008CF0240','1771581600.000002');
INSERT INTO "places" VALUES(12,'room','C0130186DF8','');
INSERT INTO "places" VALUES(12,'room_panel','C0130186DF8','1771581600.000006');
INSERT INTO "places" VALUES(13,'room','C0011E7291B','');
INSERT INTO "places" VALUES(13,'announcement','C0008CF0240','1771839000.000000');
INSERT INTO "places" VALUES(13,'thread_panel','C0008CF0240','1771839000.000001');
INSERT INTO "places" VALUES(13,'room_panel','C0011E7291B','1771839000.000004');
INSERT INTO "places" VALUES(14,'announcement','C0008CF0240','1771840800.000001');
INSERT INTO "places" VALUES(14,'thread_panel','C0008CF0240','1771840800.000002');
INSERT INTO "places" VALUES(14,'room','C0142F2ED56','');
INSERT INTO "places" VALUES(14,'room_panel','C0142F2ED56','1771840800.000006');
INSERT INTO "places" VALUES(15,'announcement','C0008CF0240','1771844400.000001');
INSERT INTO "places" VALUES(15,'thread_panel','C0008CF0240','1771844400.000002');
INSERT INTO "places" VALUES(15,'room','C01462FFB84','');
INSERT INTO "places" VALUES(15,'room_panel','C01462FFB84','1771844400.000006');
INSERT INTO "places" VALUES(16,'announcement','C0008CF0240','1771848000.000001');
INSERT INTO "places" VALUES(16,'thread_panel','C0008CF0240','1771848000.000002');
INSERT INTO "places" VALUES(16,'room','C01501B9CA3','');
INSERT INTO "places" VALUES(16,'room_panel','C01501B9CA3','1771848000.000006');
INSERT INTO "places" VALUES(17,'announcement','C0008CF0240','1771858800.000001');
INSERT INTO "places" VALUES(17,'thread_panel','C0008CF0240','1771858800.000002');
INSERT INTO "places" VALUES(17,'room','C0155228961','');
INSERT INTO "places" VALUES(17,'room_panel','C0155228961','1771858800.000006');
INSERT INTO "places" VALUES(18,'announcement','C0008CF0240','1771876800.000001');
INSERT INTO "places" VALUES(18,'thread_panel','C0008CF0240','1771876800.000002');
INSERT INTO "places" VALUES(18,'room','C0159B5ECF2','');
INSERT INTO "places" VALUES(18,'room_panel','C0159B5ECF2','1771876800.000006');
INSERT INTO "places" VALUES(19,'announcement','C0008CF0240','1771878600.000001');
INSERT INTO "places" VALUES(19,'thread_panel','C0008CF0240','1771878600.000002');
INSERT INTO "places" VALUES(19,'room','C0163F22EBB','');
INSERT INTO "places" VALUES(19,'room_panel','C0163F22EBB','1771878600.000006');
INSERT INTO "places" VALUES(20,'announcement','C0008CF0240','1771916400.000001');
INSERT INTO "places" VALUES(20,'thread_panel','C0008CF0240','1771916400.000002');
INSERT INTO "places" VALUES(21,'room','C01731D197F','');
INSERT INTO "places" VALUES(21,'room_panel','C01731D197F','1772032200.000013');
INSERT INTO "places" VALUES(22,'room','C017659E0A4','');
INSERT INTO "places" VALUES(22,'room_panel','C017659E0A4','1772096400.000003');
INSERT INTO "places" VALUES(22,'announcement','C0008CF0240','1772103600.000000');
INSERT INTO "places" VALUES(22,'thread_panel','C0008CF0240','1772103600.000001');
INSERT INTO "places" VALUES(23,'room','C0182D86A08','');
INSERT INTO "places" VALUES(23,'room_panel','C0182D86A08','1772186400.000002');
INSERT INTO "places" VALUES(9,'archive_notice','C0112A08CFC','1772452800.000000');
INSERT INTO "places" VALUES(24,'announcement','C0008CF0240','1772528400.000001');
INSERT INTO "places" VALUES(24,'thread_panel','C0008CF0240','1772528400.000002');
INSERT INTO "places" VALUES(24,'room','C0189014403','');
INSERT INTO "places" VALUES(24,'room_panel','C0189014403','1772528400.000006');
INSERT INTO "places" VALUES(25,'announcement','C0008CF0240','1772614800.000000');
INSERT INTO "places" VALUES(25,'thread_panel','C0008CF0240','1772614800.000001');
INSERT INTO "places" VALUES(25,'room','C01937E0E17','');
INSERT INTO "places" VALUES(25,'room_panel','C01937E0E17','1772614800.000005');
INSERT INTO "places" VALUES(26,'announcement','C0008CF0240','1772622000.000001');
INSERT INTO "places" VALUES(26,'thread_panel','C0008CF0240','1772622000.000002');
INSERT INTO "places" VALUES(26,'room','C020156BE0D','');
INSERT INTO "places" VALUES(26,'room_panel','C020156BE0D','1772622000.000006');
INSERT INTO "places" VALUES(27,'announcement','C0008CF0240','1772627400.000001');
INSERT INTO "places" VALUES(27,'thread_panel','C0008CF0240','1772627400.000002');
INSERT INTO "places" VALUES(27,'room','C021011DEB9','');
INSERT INTO "places" VALUES(27,'room_panel','C021011DEB9','1772627400.000006');
INSERT INTO "places" VALUES(28,'announcement','C0008CF0240','1772960400.000002');
INSERT INTO "places" VALUES(28,'thread_panel','C0008CF0240','1772960400.000003');
INSERT INTO "places" VALUES(28,'room','C0219457F8D','');
INSERT INTO "places" VALUES(28,'room_panel','C0219457F8D','1772960400.000007');
INSERT INTO "places" VALUES(29,'announcement','C0008CF0240','1772961600.000001');
INSERT INTO "places" VALUES(29,'thread_panel','C0008CF0240','1772961600.000002');
INSERT INTO "places" VALUES(29,'room','C02240C7369','');
INSERT INTO "places" VALUES(29,'room_panel','C02240C7369','1772961600.000006');
INSERT INTO "places" VALUES(14,'archive_notice','C0142F2ED56','1772964000.000000');
INSERT INTO "places" VALUES(15,'archive_notice','C01462FFB84','1772967600.000000');
INSERT INTO "places" VALUES(16,'archive_notice','C01501B9CA3','1772971200.000000');
INSERT INTO "places" VALUES(30,'announcement','C0008CF0240','1772980200.000001');
INSERT INTO "places" VALUES(30,'thread_panel','C0008CF0240','1772980200.000002');
INSERT INTO "places" VALUES(30,'room','C02313E0E5E','');
INSERT INTO "places" VALUES(30,'room_panel','C02313E0E5E','1772980200.000006');
INSERT INTO "places" VALUES(17,'archive_notice','C0155228961','1772982000.000000');
INSERT INTO "places" VALUES(32,'announcement','C0008CF0240','1772982600.000017');
INSERT INTO "places" VALUES(32,'thread_panel','C0008CF0240','1772982600.000018');
INSERT INTO "places" VALUES(33,'announcement','C0008CF0240','1772985600.000002');
INSERT INTO "places" VALUES(33,'thread_panel','C0008CF0240','1772985600.000003');
INSERT INTO "places" VALUES(33,'room','C0241DBA226','');
INSERT INTO "places" VALUES(33,'room_panel','C0241DBA226','1772985600.000007');
INSERT INTO "places" VALUES(34,'announcement','C0008CF0240','1772986800.000001');
INSERT INTO "places" VALUES(34,'thread_panel','C0008CF0240','1772986800.000002');
INSERT INTO "places" VALUES(35,'announcement','C0008CF0240','1772989320.000001');
INSERT INTO "places" VALUES(35,'thread_panel','C0008CF0240','1772989320.000002');
INSERT INTO "places" VALUES(36,'announcement','C0008CF0240','1772992800.000001');
INSERT INTO "places" VALUES(36,'thread_panel','C0008CF0240','1772992800.000002');
INSERT INTO "places" VALUES(36,'room','C02516ACC43','');
INSERT INTO "places" VALUES(36,'room_panel','C02516ACC43','1772992800.000006');
INSERT INTO "places" VALUES(20,'room','C0012B04D94','');
INSERT INTO "places" VALUES(38,'room','C00138C59D0','');
CREATE TABLE timeline (
	id INTEGER NOT NULL, 
	incident_id BIGINT NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	actor VARCHAR(32) NOT NULL, 
	happened_at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	details JSON NOT NULL, 
	CONSTRAINT pk_timeline PRIMARY KEY (id), 
	CONSTRAINT fk_timeline_incident_id FOREIGN KEY(incident_id) REFERENCES incidents (id)
);
INSERT INTO "timeline" VALUES(1,1,'reported','','2025-11-04 08:02:00.000000','2025-11-04 09:40:00.000000','{"stage": "Investigating", "message": "We see errors."}');
INSERT INTO "timeline" VALUES(2,1,'reported','','2025-11-04 08:31:00.000000','2025-11-04 09:40:00.000000','{"stage": "Identified", "message": "A disk is full."}');
INSERT INTO "timeline" VALUES(3,1,'reported','','2025-11-04 09:05:00.000000','2025-11-04 09:40:00.000000','{"stage": "Monitoring", "message": "It is emptied."}');
INSERT INTO "timeline" VALUES(4,1,'reported','','2025-11-04 09:40:00.000000','2025-11-04 09:40:00.000000','{"stage": "Resolved", "message": "All is well."}');
INSERT INTO "timeline" VALUES(5,2,'note_taken','a.former.colleague','2025-12-01 14:15:00.000000','2025-12-01 14:20:00.000000','{"text": "Refunds are prepared."}');
INSERT INTO "timeline" VALUES(6,4,'declared','U000199BB52','2026-02-03 09:12:00.000000','2026-02-03 09:12:00.000000','{"title": "Checkout returns 500", "severity": "SEV1", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(7,4,'role_changed','U0002BB4859','2026-02-03 09:14:00.000000','2026-02-03 09:14:00.000000','{"role": "commander", "before": null, "after": "U0002BB4859", "note": ""}');
INSERT INTO "timeline" VALUES(8,4,'status_changed','U0002BB4859','2026-02-03 09:14:00.000000','2026-02-03 09:14:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(9,4,'role_changed','U0003A85A72','2026-02-03 09:14:00.000000','2026-02-03 09:14:00.000000','{"role": "communications", "before": null, "after": "U0003A85A72", "note": ""}');
INSERT INTO "timeline" VALUES(10,4,'role_changed','U0002BB4859','2026-02-03 09:14:00.000000','2026-02-03 09:14:00.000000','{"role": "operations", "before": null, "after": "U00045A14F6", "note": "The release of this morning is suspicious."}');
INSERT INTO "timeline" VALUES(11,4,'paged','U0002BB4859','2026-02-03 09:17:00.000000','2026-02-03 09:17:00.000000','{"key": "INC-4-516d4ed3472d13e3", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "The primary does not answer"}');
INSERT INTO "timeline" VALUES(12,4,'paging_ended','U0002BB4859','2026-02-03 09:17:00.000000','2026-02-03 09:17:00.000000','{"key": "INC-4-516d4ed3472d13e3", "service": "Database on-call", "through": "PagerDuty", "reason": "The primary does not answer", "end": "taken", "why": ""}');
INSERT INTO "timeline" VALUES(13,4,'paged','U0002BB4859','2026-02-03 09:17:00.000000','2026-02-03 09:17:00.000000','{"key": "INC-4-a5956b5cda712b18", "group": "S0014AA95D3", "service": "", "through": "", "reason": "We need more eyes"}');
INSERT INTO "timeline" VALUES(14,4,'message_noted','U0007BEA8C8','2026-02-03 09:20:00.000000','2026-02-03 09:20:00.000000','{"channel": "C00193363B5", "ts": "1770110400.000000", "author": "U0007BEA8C8", "text": "Payments have failed since 9:02.", "permalink": "http://127.0.0.1:41999/archives/C00193363B5/p1770110400000000", "by_hand": false, "pictures": [{"file": "F00328AAB8F", "name": "failing payments.png", "alt": "Failures climb at 9:02", "media_type": "image/png", "width": 16}]}');
INSERT INTO "timeline" VALUES(15,4,'message_reworded','U0007BEA8C8','2026-02-03 09:20:00.000003','2026-02-03 09:20:00.000000','{"channel": "C00193363B5", "ts": "1770110400.000000", "text": "Payments have failed since 9:02, all of them.", "pictures": null}');
INSERT INTO "timeline" VALUES(16,4,'message_noted','U0002BB4859','2026-02-03 09:20:00.000004','2026-02-03 09:20:00.000000','{"channel": "C00193363B5", "ts": "1770110400.000004", "author": "U0002BB4859", "text": "Should we switch to the other region?", "permalink": "http://127.0.0.1:41999/archives/C00193363B5/p1770110400000004", "by_hand": false, "pictures": []}');
INSERT INTO "timeline" VALUES(17,4,'message_dropped','U0002BB4859','2026-02-03 09:20:00.000007','2026-02-03 09:20:00.000000','{"channel": "C00193363B5", "ts": "1770110400.000004"}');
INSERT INTO "timeline" VALUES(18,4,'message_noted','U00045A14F6','2026-02-03 09:20:00.000008','2026-02-03 09:20:00.000000','{"channel": "C00193363B5", "ts": "1770110400.000008", "author": "U00045A14F6", "text": "I see the pool of connections is empty.", "permalink": "http://127.0.0.1:41999/archives/C00193363B5/p1770110400000008", "by_hand": true, "pictures": []}');
INSERT INTO "timeline" VALUES(19,4,'update_posted','U0003A85A72','2026-02-03 09:24:00.000000','2026-02-03 09:24:00.000000','{"impact": "Every payment fails, about 40 a minute", "changed": "We know that it began with release 2.14", "next_step": "Roll back", "next_by": "U00045A14F6", "next_update": "2026-02-03T09:39:00Z"}');
INSERT INTO "timeline" VALUES(20,4,'note_taken','U0002BB4859','2026-02-03 09:24:00.000000','2026-02-03 09:24:00.000000','{"text": "The rollback has begun"}');
INSERT INTO "timeline" VALUES(21,4,'note_taken','U0002BB4859','2026-02-03 09:24:00.000000','2026-02-03 09:24:00.000000','{"text": "This was in the wrong incident"}');
INSERT INTO "timeline" VALUES(22,4,'entry_removed','U0002BB4859','2026-02-03 09:24:00.000000','2026-02-03 09:24:00.000000','{"entry": 21}');
INSERT INTO "timeline" VALUES(23,4,'entry_corrected','U0002BB4859','2026-02-03 09:24:00.000000','2026-02-03 09:24:00.000000','{"entry": 20, "happened_at": "2026-02-03T09:22:00Z", "text": "The rollback began at 9:22"}');
INSERT INTO "timeline" VALUES(24,4,'status_changed','U0002BB4859','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"trigger": "mitigate", "before": "investigating", "after": "mitigated", "note": "Rolled back release 2.14", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}');
INSERT INTO "timeline" VALUES(25,4,'milestones_corrected','U0002BB4859','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"corrections": [{"milestone": "impact_started", "before": null, "after": "2026-02-03T09:02:00Z"}, {"milestone": "detected", "before": "2026-02-03T09:12:00Z", "after": "2026-02-03T09:10:00Z"}]}');
INSERT INTO "timeline" VALUES(26,4,'status_changed','U0002BB4859','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"trigger": "start_postmortem", "before": "mitigated", "after": "postmortem", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(27,4,'follow_up_changed','U0002BB4859','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"before": null, "after": {"number": 1, "text": "An alert on failing payments", "owner": "U0007BEA8C8", "due": "2026-02-20", "state": "open", "source": "", "ticket": "https://tickets.example.com/OPS-101"}, "merged": null}');
INSERT INTO "timeline" VALUES(28,4,'follow_up_changed','U0007BEA8C8','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"before": null, "after": {"number": 2, "text": "Keep the graph on the wall", "owner": "U000199BB52", "due": "2026-03-10", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(29,4,'follow_up_changed','U0007BEA8C8','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"before": {"number": 2, "text": "Keep the graph on the wall", "owner": "U000199BB52", "due": "2026-03-10", "state": "open", "source": "", "ticket": ""}, "after": {"number": 2, "text": "Keep the graph on the wall", "owner": "U000199BB52", "due": "2026-03-10", "state": "open", "source": "http://127.0.0.1:41999/archives/C00193363B5/p1770110400000000", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(30,4,'follow_up_changed','U0002BB4859','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"before": null, "after": {"number": 3, "text": "Write to the customers", "owner": null, "due": "2026-02-13", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(31,4,'follow_up_changed','U0007BEA8C8','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"before": {"number": 1, "text": "An alert on failing payments", "owner": "U0007BEA8C8", "due": "2026-02-20", "state": "open", "source": "", "ticket": "https://tickets.example.com/OPS-101"}, "after": {"number": 1, "text": "An alert on failing payments", "owner": "U0007BEA8C8", "due": "2026-02-20", "state": "done", "source": "", "ticket": "https://tickets.example.com/OPS-101"}, "merged": null}');
INSERT INTO "timeline" VALUES(32,4,'follow_up_changed','U0007BEA8C8','2026-02-03 09:31:00.000000','2026-02-03 09:31:00.000000','{"before": {"number": 3, "text": "Write to the customers", "owner": null, "due": "2026-02-13", "state": "open", "source": "", "ticket": ""}, "after": {"number": 3, "text": "Write to the customers", "owner": null, "due": "2026-02-13", "state": "dropped", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(33,4,'described','U0002BB4859','2026-02-04 10:00:00.000000','2026-02-04 10:00:00.000000','{"summary": "Nobody could pay for half an hour."}');
INSERT INTO "timeline" VALUES(34,4,'classified','U0002BB4859','2026-02-04 10:00:00.000000','2026-02-04 10:00:00.000000','{"trigger": "deployment", "failure_class": "software defect"}');
INSERT INTO "timeline" VALUES(35,4,'status_changed','U0002BB4859','2026-02-04 10:00:00.000000','2026-02-04 10:00:00.000000','{"trigger": "close", "before": "postmortem", "after": "closed", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(36,5,'declared','U000199BB52','2026-02-05 13:00:00.000000','2026-02-05 13:00:00.000000','{"title": "Search is slow", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(37,5,'message_noted','U0002BB4859','2026-02-05 13:00:00.000004','2026-02-05 13:00:00.000000','{"channel": "C0008CF0240", "ts": "1770296400.000004", "author": "U0002BB4859", "text": "It began at 12:40.", "permalink": "http://127.0.0.1:41999/archives/C0008CF0240/p1770296400000004?thread_ts=1770296400.000001&cid=C0008CF0240", "by_hand": false, "pictures": []}');
INSERT INTO "timeline" VALUES(38,5,'status_changed','U00045A14F6','2026-02-05 13:00:00.000000','2026-02-05 13:00:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(39,5,'role_changed','U00045A14F6','2026-02-05 13:00:00.000000','2026-02-05 13:00:00.000000','{"role": "commander", "before": null, "after": "U00045A14F6", "note": ""}');
INSERT INTO "timeline" VALUES(40,5,'edited','U00045A14F6','2026-02-05 14:10:00.000000','2026-02-05 14:10:00.000000','{"before": {"title": "Search is slow", "services": []}, "after": {"title": "Search takes ten seconds", "services": ["search"]}}');
INSERT INTO "timeline" VALUES(41,5,'status_changed','U00045A14F6','2026-02-05 14:10:00.000000','2026-02-05 14:10:00.000000','{"trigger": "mitigate", "before": "investigating", "after": "mitigated", "note": "The index is back", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(42,5,'status_changed','U00045A14F6','2026-02-05 14:10:00.000000','2026-02-05 14:10:00.000000','{"trigger": "close", "before": "mitigated", "after": "closed", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(43,6,'declared','U000199BB52','2026-02-12 16:00:00.000000','2026-02-12 16:00:00.000000','{"title": "The payroll was readable by everybody", "severity": "SEV1", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(44,6,'role_changed','U0003A85A72','2026-02-12 16:00:00.000000','2026-02-12 16:00:00.000000','{"role": "commander", "before": null, "after": "U0003A85A72", "note": ""}');
INSERT INTO "timeline" VALUES(45,6,'status_changed','U0003A85A72','2026-02-12 16:00:00.000000','2026-02-12 16:00:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(46,6,'follow_up_changed','U000199BB52','2026-02-12 16:00:00.000000','2026-02-12 16:00:00.000000','{"before": null, "after": {"number": 1, "text": "Ask who opened it", "owner": "U0002BB4859", "due": "2026-03-20", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(47,6,'update_put_off','U0003A85A72','2026-02-12 16:40:00.000000','2026-02-12 16:40:00.000000','{"until": "2026-02-12T16:55:00Z"}');
INSERT INTO "timeline" VALUES(48,6,'update_waived','U0003A85A72','2026-02-12 16:40:00.000000','2026-02-12 16:40:00.000000','{}');
INSERT INTO "timeline" VALUES(49,7,'declared','U0002BB4859','2026-02-16 08:00:00.000000','2026-02-16 08:00:00.000000','{"title": "Sessions are lost", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(50,7,'role_changed','U0002BB4859','2026-02-16 08:00:00.000000','2026-02-16 08:00:00.000000','{"role": "commander", "before": null, "after": "U0002BB4859", "note": ""}');
INSERT INTO "timeline" VALUES(51,8,'declared','U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000','{"title": "Login is slow", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(52,8,'follow_up_changed','U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000','{"before": null, "after": {"number": 1, "text": "Look at the session store", "owner": "U00045A14F6", "due": "2026-03-11", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(53,7,'merged','U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000','{"duplicate": 8, "title": "Login is slow", "people": ["U0007BEA8C8"], "into_room": true, "follow_ups": 1}');
INSERT INTO "timeline" VALUES(54,7,'follow_up_changed','U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000','{"before": null, "after": {"number": 1, "text": "Look at the session store", "owner": "U00045A14F6", "due": "2026-03-11", "state": "open", "source": "", "ticket": ""}, "merged": 8}');
INSERT INTO "timeline" VALUES(55,8,'status_changed','U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "It is the same", "cancel_reason": "duplicate", "duplicate_of": 7, "merged": true, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(56,8,'follow_up_changed','U0007BEA8C8','2026-02-16 08:10:00.000000','2026-02-16 08:10:00.000000','{"before": {"number": 1, "text": "Look at the session store", "owner": "U00045A14F6", "due": "2026-03-11", "state": "open", "source": "", "ticket": ""}, "after": {"number": 1, "text": "Look at the session store", "owner": "U00045A14F6", "due": "2026-03-11", "state": "moved", "source": "", "ticket": ""}, "merged": 7}');
INSERT INTO "timeline" VALUES(57,7,'status_changed','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(58,7,'severity_changed','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"before": "SEV2", "after": "SEV1", "reason": "All of Europe is logged out", "opens_room": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(59,7,'severity_changed','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"before": "SEV1", "after": "SEV2", "reason": "Only a third of Europe", "opens_room": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(60,4,'linked','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"other": 7, "relation": "result"}');
INSERT INTO "timeline" VALUES(61,7,'linked','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"other": 4, "relation": "cause"}');
INSERT INTO "timeline" VALUES(62,5,'linked','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"other": 7, "relation": "related"}');
INSERT INTO "timeline" VALUES(63,7,'linked','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"other": 5, "relation": "related"}');
INSERT INTO "timeline" VALUES(64,5,'unlinked','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"other": 7}');
INSERT INTO "timeline" VALUES(65,7,'unlinked','U0002BB4859','2026-02-16 08:30:00.000000','2026-02-16 08:30:00.000000','{"other": 5}');
INSERT INTO "timeline" VALUES(66,7,'status_changed','U0002BB4859','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000','{"trigger": "mitigate", "before": "investigating", "after": "mitigated", "note": "The store has more memory", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}');
INSERT INTO "timeline" VALUES(67,7,'status_changed','U0002BB4859','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000','{"trigger": "start_postmortem", "before": "mitigated", "after": "postmortem", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(68,7,'status_changed','U0002BB4859','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000','{"trigger": "close", "before": "postmortem", "after": "closed", "note": "Nobody can say more about it", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": true, "opens_page": false}');
INSERT INTO "timeline" VALUES(69,7,'status_changed','U0002BB4859','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000','{"trigger": "reopen", "before": "closed", "after": "investigating", "note": "It is back", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(70,7,'status_changed','U0002BB4859','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000','{"trigger": "mitigate", "before": "investigating", "after": "mitigated", "note": "The store has even more memory", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(71,7,'status_changed','U0002BB4859','2026-02-16 09:00:00.000000','2026-02-16 09:00:00.000000','{"trigger": "start_postmortem", "before": "mitigated", "after": "postmortem", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(72,9,'declared','U000199BB52','2026-02-17 11:00:00.000000','2026-02-17 11:00:00.000000','{"title": "The cloud''s network is slow", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(73,9,'room_renamed','U0007BEA8C8','2026-02-17 11:00:00.000017','2026-02-17 11:00:00.000000','{"name": "cloud-is-slow"}');
INSERT INTO "timeline" VALUES(74,9,'status_changed','U000199BB52','2026-02-17 12:00:00.000000','2026-02-17 12:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "See the provider''s status page", "cancel_reason": "external", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(75,10,'declared','U0007BEA8C8','2026-02-17 13:00:00.000000','2026-02-17 13:00:00.000000','{"title": "The logo is blurred", "severity": "SEV4", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(76,10,'status_changed','U0007BEA8C8','2026-02-17 13:00:00.000000','2026-02-17 13:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "It was my screen", "cancel_reason": "other", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(77,4,'room_changed','','2026-02-18 10:00:00.000000','2026-02-18 10:00:00.000000','{"before": "open", "after": "archived"}');
INSERT INTO "timeline" VALUES(78,11,'declared','U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000','{"title": "Exports never end", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(79,11,'role_changed','U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000','{"role": "commander", "before": null, "after": "U00045A14F6", "note": ""}');
INSERT INTO "timeline" VALUES(80,11,'page_wanted','U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000','{}');
INSERT INTO "timeline" VALUES(81,11,'room_changed','U000199BB52','2026-02-19 10:00:00.000041','2026-02-19 10:00:00.000000','{"before": "open", "after": "archived"}');
INSERT INTO "timeline" VALUES(82,11,'room_changed','U000199BB52','2026-02-19 10:00:00.000048','2026-02-19 10:00:00.000000','{"before": "archived", "after": "open"}');
INSERT INTO "timeline" VALUES(83,11,'room_renamed','U000199BB52','2026-02-19 10:00:00.000058','2026-02-19 10:00:00.000000','{"name": "exports-never-end"}');
INSERT INTO "timeline" VALUES(84,11,'paged','U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000','{"key": "INC-11-379a8185942363fe", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "A query runs for hours"}');
INSERT INTO "timeline" VALUES(85,11,'paging_ended','U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000','{"key": "INC-11-379a8185942363fe", "service": "Database on-call", "through": "PagerDuty", "reason": "A query runs for hours", "end": "refused", "why": "Invalid routing key"}');
INSERT INTO "timeline" VALUES(86,11,'paged','U00045A14F6','2026-02-19 10:00:00.000000','2026-02-19 10:00:00.000000','{"key": "INC-11-aa2418f71e07064c", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "It still runs"}');
INSERT INTO "timeline" VALUES(87,11,'paging_ended','U00045A14F6','2026-02-19 10:15:00.000000','2026-02-19 10:15:00.000000','{"key": "INC-11-aa2418f71e07064c", "service": "Database on-call", "through": "PagerDuty", "reason": "It still runs", "end": "unanswered", "why": ""}');
INSERT INTO "timeline" VALUES(88,11,'message_noted','U000199BB52','2026-02-19 12:00:00.000000','2026-02-19 12:00:00.000000','{"channel": "C0119493088", "ts": "1771502400.000000", "author": "U000199BB52", "text": "Look", "permalink": "http://127.0.0.1:41999/archives/C0119493088/p1771502400000000", "by_hand": false, "pictures": [{"file": "F012779EB6E", "name": "b.png", "alt": "b.png", "media_type": "image/png", "width": 16}]}');
INSERT INTO "timeline" VALUES(89,11,'message_reworded','','2026-02-19 12:00:00.000002','2026-02-19 12:00:00.000000','{"channel": "C0119493088", "ts": "1771502400.000000", "text": "Look", "pictures": []}');
INSERT INTO "timeline" VALUES(90,11,'message_noted','U000199BB52','2026-02-19 12:00:00.000003','2026-02-19 12:00:00.000000','{"channel": "C0119493088", "ts": "1771502400.000003", "author": "U000199BB52", "text": "And this", "permalink": "http://127.0.0.1:41999/archives/C0119493088/p1771502400000003", "by_hand": false, "pictures": [{"file": "F012837FE59", "name": "list.svg", "alt": "list.svg", "media_type": "image/svg+xml", "width": 0}]}');
INSERT INTO "timeline" VALUES(91,12,'declared','U0002BB4859','2026-02-20 10:00:00.000000','2026-02-20 10:00:00.000000','{"title": "Nobody gets in", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(92,12,'status_changed','U0002BB4859','2026-02-20 10:00:00.000000','2026-02-20 10:00:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(93,12,'room_changed','','2026-02-20 10:00:00.000021','2026-02-20 10:00:00.000000','{"before": "open", "after": "deleted"}');
INSERT INTO "timeline" VALUES(94,12,'status_changed','U0002BB4859','2026-02-20 10:00:00.000000','2026-02-20 10:00:00.000000','{"trigger": "cancel", "before": "investigating", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(95,13,'declared','U0007BEA8C8','2026-02-23 09:30:00.000000','2026-02-23 09:30:00.000000','{"title": "Cards are declined", "severity": "SEV3", "source": null, "room": "C0011E7291B"}');
INSERT INTO "timeline" VALUES(96,13,'status_changed','U0002BB4859','2026-02-23 09:50:00.000000','2026-02-23 09:50:00.000000','{"trigger": "mitigate", "before": "open", "after": "mitigated", "note": "The acquirer is back", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(97,13,'status_changed','U0002BB4859','2026-02-23 09:50:00.000000','2026-02-23 09:50:00.000000','{"trigger": "close", "before": "mitigated", "after": "closed", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(98,14,'declared','U0002BB4859','2026-02-23 10:00:00.000000','2026-02-23 10:00:00.000000','{"title": "False alarm 1", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(99,14,'status_changed','U0002BB4859','2026-02-23 10:00:00.000000','2026-02-23 10:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(100,15,'declared','U0002BB4859','2026-02-23 11:00:00.000000','2026-02-23 11:00:00.000000','{"title": "False alarm 2", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(101,15,'status_changed','U0002BB4859','2026-02-23 11:00:00.000000','2026-02-23 11:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(102,16,'declared','U0002BB4859','2026-02-23 12:00:00.000000','2026-02-23 12:00:00.000000','{"title": "False alarm 3", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(103,16,'status_changed','U0002BB4859','2026-02-23 12:00:00.000000','2026-02-23 12:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(104,17,'declared','U0002BB4859','2026-02-23 15:00:00.000000','2026-02-23 15:00:00.000000','{"title": "False alarm 4", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(105,17,'status_changed','U0002BB4859','2026-02-23 15:00:00.000000','2026-02-23 15:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(106,18,'declared','U0002BB4859','2026-02-23 20:00:00.000000','2026-02-23 20:00:00.000000','{"title": "False alarm 5", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(107,18,'status_changed','U0002BB4859','2026-02-23 20:00:00.000000','2026-02-23 20:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(108,19,'declared','U0002BB4859','2026-02-23 20:30:00.000000','2026-02-23 20:30:00.000000','{"title": "False alarm 6", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(109,19,'status_changed','U0002BB4859','2026-02-23 20:30:00.000000','2026-02-23 20:30:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(110,20,'declared','U0007BEA8C8','2026-02-24 07:00:00.000000','2026-02-24 07:00:00.000000','{"title": "Invoices are late", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(111,21,'declared','U000199BB52','2026-02-25 15:00:00.000000','2026-02-25 15:00:00.000000','{"title": "Card numbers in the logs", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(112,11,'linked','U000199BB52','2026-02-25 15:00:00.000000','2026-02-25 15:00:00.000000','{"other": 21, "relation": "related"}');
INSERT INTO "timeline" VALUES(113,21,'linked','U000199BB52','2026-02-25 15:00:00.000000','2026-02-25 15:00:00.000000','{"other": 11, "relation": "related"}');
INSERT INTO "timeline" VALUES(114,21,'visibility_changed','U000199BB52','2026-02-25 15:10:00.000000','2026-02-25 15:10:00.000000','{"private": true, "left": "C0168837556", "stays": false, "people": ["U000199BB52", "U0002BB4859"]}');
INSERT INTO "timeline" VALUES(115,22,'declared','U0002BB4859','2026-02-26 09:00:00.000000','2026-02-26 09:00:00.000000','{"title": "A laptop is missing", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(116,22,'visibility_changed','U0002BB4859','2026-02-26 11:00:00.000000','2026-02-26 11:00:00.000000','{"private": false, "left": "", "stays": false, "people": []}');
INSERT INTO "timeline" VALUES(117,22,'note_taken','U0002BB4859','2026-02-26 11:00:00.000000','2026-02-26 11:00:00.000000','{"text": "It was in the car"}');
INSERT INTO "timeline" VALUES(118,22,'room_changed','','2026-02-26 11:00:00.000000','2026-02-26 11:00:00.000000','{"before": "open", "after": "out_of_reach"}');
INSERT INTO "timeline" VALUES(119,23,'declared','U000199BB52','2026-02-27 10:00:00.000000','2026-02-27 10:00:00.000000','{"title": "A key was in a repository", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(120,23,'status_changed','U000199BB52','2026-02-27 10:00:00.000000','2026-02-27 10:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "It was a test key", "cancel_reason": "other", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(121,23,'room_changed','U000199BB52','2026-02-27 10:00:00.000018','2026-02-27 10:00:00.000000','{"before": "open", "after": "archived"}');
INSERT INTO "timeline" VALUES(122,24,'declared','U0007BEA8C8','2026-03-03 09:00:00.000000','2026-03-03 09:00:00.000000','{"title": "False alarm 7", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(123,24,'status_changed','U0007BEA8C8','2026-03-03 09:00:00.000000','2026-03-03 09:00:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(124,9,'room_changed','','2026-03-03 12:00:00.000000','2026-03-03 12:00:00.000000','{"before": "open", "after": "archived"}');
INSERT INTO "timeline" VALUES(125,25,'declared','U000199BB52','2026-03-04 09:00:00.000000','2026-03-04 09:00:00.000000','{"title": "Drill: a region is lost", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(126,25,'role_changed','U0007BEA8C8','2026-03-04 09:00:00.000000','2026-03-04 09:00:00.000000','{"role": "commander", "before": null, "after": "U0007BEA8C8", "note": ""}');
INSERT INTO "timeline" VALUES(127,25,'status_changed','U0007BEA8C8','2026-03-04 09:30:00.000000','2026-03-04 09:30:00.000000','{"trigger": "mitigate", "before": "open", "after": "mitigated", "note": "We moved to the other region", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}');
INSERT INTO "timeline" VALUES(128,25,'note_taken','U0007BEA8C8','2026-03-04 09:30:00.000000','2026-03-04 09:30:00.000000','{"text": "Everybody was awake"}');
INSERT INTO "timeline" VALUES(129,26,'declared','U0003A85A72','2026-03-04 11:00:00.000000','2026-03-04 11:00:00.000000','{"title": "Mails are not sent", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(130,26,'role_changed','U0003A85A72','2026-03-04 11:00:00.000000','2026-03-04 11:00:00.000000','{"role": "commander", "before": null, "after": "U0003A85A72", "note": ""}');
INSERT INTO "timeline" VALUES(131,26,'status_changed','U0003A85A72','2026-03-04 12:00:00.000000','2026-03-04 12:00:00.000000','{"trigger": "mitigate", "before": "open", "after": "mitigated", "note": "The queue moves again", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}');
INSERT INTO "timeline" VALUES(132,26,'follow_up_changed','U0002BB4859','2026-03-04 12:01:00.000000','2026-03-04 12:01:00.000000','{"before": null, "after": {"number": 1, "text": "Watch the queue", "owner": "U0002BB4859", "due": "2026-03-10", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(133,26,'follow_up_changed','U0002BB4859','2026-03-04 12:01:00.000000','2026-03-04 12:01:00.000000','{"before": null, "after": {"number": 2, "text": "Buy a second relay", "owner": "U0007BEA8C8", "due": "2026-03-09", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(134,27,'declared','U0002BB4859','2026-03-04 12:30:00.000000','2026-03-04 12:30:00.000000','{"title": "Prices are of yesterday", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(135,27,'role_changed','U0002BB4859','2026-03-04 12:30:00.000000','2026-03-04 12:30:00.000000','{"role": "commander", "before": null, "after": "U0002BB4859", "note": ""}');
INSERT INTO "timeline" VALUES(136,27,'message_noted','U0007BEA8C8','2026-03-04 12:30:00.000025','2026-03-04 12:30:00.000000','{"channel": "C021011DEB9", "ts": "1772627400.000025", "author": "U0007BEA8C8", "text": "Old prices", "permalink": "http://127.0.0.1:41999/archives/C021011DEB9/p1772627400000025", "by_hand": false, "pictures": [{"file": "F0212374C84", "name": "prices.png", "alt": "prices.png", "media_type": "image/png", "width": 16}, {"file": "F0213BC1D3E", "name": "till.png", "alt": "A till", "media_type": "image/png", "width": 16}]}');
INSERT INTO "timeline" VALUES(137,27,'paged','U0002BB4859','2026-03-04 12:30:00.000000','2026-03-04 12:30:00.000000','{"key": "INC-27-38f425a924be55a0", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "The nightly job hangs"}');
INSERT INTO "timeline" VALUES(138,27,'paging_ended','U0002BB4859','2026-03-04 12:30:00.000000','2026-03-04 12:30:00.000000','{"key": "INC-27-38f425a924be55a0", "service": "Database on-call", "through": "PagerDuty", "reason": "The nightly job hangs", "end": "taken", "why": ""}');
INSERT INTO "timeline" VALUES(139,27,'follow_up_changed','U0002BB4859','2026-03-04 13:00:00.000000','2026-03-04 13:00:00.000000','{"before": null, "after": {"number": 1, "text": "A check each morning", "owner": "U000199BB52", "due": "2026-03-10", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(140,28,'declared','U000199BB52','2026-03-08 09:00:00.000000','2026-03-08 09:00:00.000000','{"title": "Half of the pictures are missing", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(141,28,'role_changed','U000199BB52','2026-03-08 09:00:00.000000','2026-03-08 09:00:00.000000','{"role": "commander", "before": null, "after": "U000199BB52", "note": ""}');
INSERT INTO "timeline" VALUES(142,28,'status_changed','U000199BB52','2026-03-08 09:00:00.000000','2026-03-08 09:00:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(143,29,'declared','U0002BB4859','2026-03-08 09:20:00.000000','2026-03-08 09:20:00.000000','{"title": "The database is slow", "severity": "SEV1", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(144,29,'role_changed','U0002BB4859','2026-03-08 09:20:00.000000','2026-03-08 09:20:00.000000','{"role": "commander", "before": null, "after": "U0002BB4859", "note": ""}');
INSERT INTO "timeline" VALUES(145,29,'paged','U0002BB4859','2026-03-08 09:20:00.000000','2026-03-08 09:20:00.000000','{"key": "INC-29-f4f9de50db2df194", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "Queries take a minute"}');
INSERT INTO "timeline" VALUES(146,29,'paging_ended','U0002BB4859','2026-03-08 09:20:00.000000','2026-03-08 09:20:00.000000','{"key": "INC-29-f4f9de50db2df194", "service": "Database on-call", "through": "PagerDuty", "reason": "Queries take a minute", "end": "taken", "why": ""}');
INSERT INTO "timeline" VALUES(147,28,'update_posted','U000199BB52','2026-03-08 14:00:00.000000','2026-03-08 14:00:00.000000','{"impact": "Pictures of 2,000 articles are missing", "changed": "The bucket is found", "next_step": "", "next_by": null, "next_update": "2026-03-09T14:00:00Z"}');
INSERT INTO "timeline" VALUES(148,30,'declared','U00045A14F6','2026-03-08 14:30:00.000000','2026-03-08 14:30:00.000000','{"title": "The queue grows", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(149,30,'role_changed','U00045A14F6','2026-03-08 14:30:00.000000','2026-03-08 14:30:00.000000','{"role": "commander", "before": null, "after": "U00045A14F6", "note": ""}');
INSERT INTO "timeline" VALUES(150,31,'declared','U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000','{"title": "Somebody reads others'' mail", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(151,28,'linked','U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000','{"other": 31, "relation": "result"}');
INSERT INTO "timeline" VALUES(152,31,'linked','U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000','{"other": 28, "relation": "cause"}');
INSERT INTO "timeline" VALUES(153,32,'declared','U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000','{"title": "Tokens are in a public file", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(154,30,'linked','U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000','{"other": 32, "relation": "cause"}');
INSERT INTO "timeline" VALUES(155,32,'linked','U0007BEA8C8','2026-03-08 15:10:00.000000','2026-03-08 15:10:00.000000','{"other": 30, "relation": "result"}');
INSERT INTO "timeline" VALUES(156,33,'declared','U0002BB4859','2026-03-08 16:00:00.000000','2026-03-08 16:00:00.000000','{"title": "A backup failed", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(157,33,'role_changed','U0002BB4859','2026-03-08 16:00:00.000000','2026-03-08 16:00:00.000000','{"role": "commander", "before": null, "after": "U0002BB4859", "note": ""}');
INSERT INTO "timeline" VALUES(158,34,'declared','U0007BEA8C8','2026-03-08 16:20:00.000000','2026-03-08 16:20:00.000000','{"title": "A printer is on fire", "severity": "SEV4", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(159,33,'role_changed','U0002BB4859','2026-03-08 17:00:00.000000','2026-03-08 17:00:00.000000','{"role": "scribe", "before": null, "after": "U0003A85A72", "note": ""}');
INSERT INTO "timeline" VALUES(160,35,'declared','U000199BB52','2026-03-08 17:02:00.000000','2026-03-08 17:02:00.000000','{"title": "Labels are printed twice", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(161,34,'note_taken','U0007BEA8C8','2026-03-08 17:30:00.000000','2026-03-08 17:30:00.000000','{"text": "It is out"}');
INSERT INTO "timeline" VALUES(162,36,'declared','U0002BB4859','2026-03-08 18:00:00.000000','2026-03-08 18:00:00.000000','{"title": "False alarm 8", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(163,28,'role_changed','U0002BB4859','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"role": "communications", "before": null, "after": "U00066A33A1", "note": "Marketing asks every hour"}');
INSERT INTO "timeline" VALUES(164,28,'role_changed','U0007BEA8C8','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"role": "operations", "before": null, "after": "U0007BEA8C8", "note": ""}');
INSERT INTO "timeline" VALUES(165,28,'severity_changed','U0007BEA8C8','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"before": "SEV2", "after": "SEV1", "reason": "The shop looks empty", "opens_room": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(166,28,'update_posted','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"impact": "Pictures of 9,000 articles are missing", "changed": "The backup of the bucket is found", "next_step": "Copy it back", "next_by": "U0007BEA8C8", "next_update": "2026-03-09T09:00:00Z"}');
INSERT INTO "timeline" VALUES(167,28,'update_put_off','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"until": "2026-03-09T08:15:00Z"}');
INSERT INTO "timeline" VALUES(168,28,'update_waived','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{}');
INSERT INTO "timeline" VALUES(169,28,'described','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"summary": "Half of the pictures of articles are not found"}');
INSERT INTO "timeline" VALUES(170,28,'classified','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"trigger": "deployment", "failure_class": "software defect"}');
INSERT INTO "timeline" VALUES(171,28,'edited','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"before": {"title": "Half of the pictures are missing", "services": []}, "after": {"title": "Most pictures are missing", "services": ["search", "checkout"]}}');
INSERT INTO "timeline" VALUES(172,28,'note_taken','U0002BB4859','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"text": "The copy has begun"}');
INSERT INTO "timeline" VALUES(173,28,'milestones_corrected','U0002BB4859','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"corrections": [{"milestone": "impact_started", "before": null, "after": "2026-03-08T08:30:00Z"}]}');
INSERT INTO "timeline" VALUES(174,28,'follow_up_changed','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"before": null, "after": {"number": 1, "text": "Versions in the bucket", "owner": "U00066A33A1", "due": "2026-03-16", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(175,26,'linked','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"other": 28, "relation": "cause"}');
INSERT INTO "timeline" VALUES(176,28,'linked','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"other": 26, "relation": "result"}');
INSERT INTO "timeline" VALUES(177,5,'linked','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"other": 28, "relation": "related"}');
INSERT INTO "timeline" VALUES(178,28,'linked','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"other": 5, "relation": "related"}');
INSERT INTO "timeline" VALUES(179,5,'unlinked','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"other": 28}');
INSERT INTO "timeline" VALUES(180,28,'unlinked','U000199BB52','2026-03-09 08:00:00.000000','2026-03-09 08:00:00.000000','{"other": 5}');
INSERT INTO "timeline" VALUES(181,37,'declared','U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"title": "Articles without pictures", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(182,37,'follow_up_changed','U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"before": null, "after": {"number": 1, "text": "Tell the buyers", "owner": "U00045A14F6", "due": null, "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(183,28,'merged','U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"duplicate": 37, "title": "Articles without pictures", "people": ["U00045A14F6"], "into_room": true, "follow_ups": 1}');
INSERT INTO "timeline" VALUES(184,28,'follow_up_changed','U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"before": null, "after": {"number": 2, "text": "Tell the buyers", "owner": "U00045A14F6", "due": null, "state": "open", "source": "", "ticket": ""}, "merged": 37}');
INSERT INTO "timeline" VALUES(185,37,'status_changed','U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "Same bucket", "cancel_reason": "duplicate", "duplicate_of": 28, "merged": true, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(186,37,'follow_up_changed','U00045A14F6','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"before": {"number": 1, "text": "Tell the buyers", "owner": "U00045A14F6", "due": null, "state": "open", "source": "", "ticket": ""}, "after": {"number": 1, "text": "Tell the buyers", "owner": "U00045A14F6", "due": null, "state": "moved", "source": "", "ticket": ""}, "merged": 28}');
INSERT INTO "timeline" VALUES(187,28,'page_wanted','U0002BB4859','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{}');
INSERT INTO "timeline" VALUES(188,28,'follow_up_changed','U0002BB4859','2026-03-09 08:30:00.000000','2026-03-09 08:30:00.000000','{"before": null, "after": {"number": 3, "text": "A faster way to copy", "owner": "U0007BEA8C8", "due": "2026-03-12", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(189,28,'status_changed','U000199BB52','2026-03-09 08:50:00.000000','2026-03-09 08:50:00.000000','{"trigger": "mitigate", "before": "investigating", "after": "mitigated", "note": "Pictures come from the other region", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(190,16,'room_kept','U000199BB52','2026-03-09 08:50:00.000000','2026-03-09 08:50:00.000000','{}');
INSERT INTO "timeline" VALUES(191,33,'room_changed','U00045A14F6','2026-03-09 09:00:00.000001','2026-03-09 09:00:00.000000','{"before": "open", "after": "archived"}');
INSERT INTO "timeline" VALUES(192,11,'room_changed','U000199BB52','2026-03-09 09:00:00.000003','2026-03-09 09:00:00.000000','{"before": "open", "after": "archived"}');
INSERT INTO "timeline" VALUES(193,11,'room_changed','U000199BB52','2026-03-09 09:00:00.000005','2026-03-09 09:00:00.000000','{"before": "archived", "after": "open"}');
INSERT INTO "timeline" VALUES(194,20,'room_adopted','U0007BEA8C8','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000','{"channel": "C0012B04D94", "people": []}');
INSERT INTO "timeline" VALUES(195,38,'declared','U0007BEA8C8','2026-03-09 09:00:00.000000','2026-03-09 09:00:00.000000','{"title": "The tills are down", "severity": "SEV2", "source": null, "room": "C00138C59D0"}');
INSERT INTO "timeline" VALUES(196,31,'visibility_changed','U0007BEA8C8','2026-03-09 09:30:00.000000','2026-03-09 09:30:00.000000','{"private": true, "left": "", "stays": false, "people": ["U0007BEA8C8", "U00045A14F6"]}');
INSERT INTO "timeline" VALUES(197,32,'visibility_changed','U0007BEA8C8','2026-03-09 09:30:00.000000','2026-03-09 09:30:00.000000','{"private": true, "left": "C0237F780CD", "stays": false, "people": ["U0007BEA8C8", "U0002BB4859"]}');
INSERT INTO "timeline" VALUES(198,21,'visibility_changed','U000199BB52','2026-03-09 09:30:00.000000','2026-03-09 09:30:00.000000','{"private": false, "left": "", "stays": false, "people": []}');
INSERT INTO "timeline" VALUES(199,23,'status_changed','U000199BB52','2026-03-09 09:30:00.000000','2026-03-09 09:30:00.000000','{"trigger": "reopen", "before": "closed", "after": "investigating", "note": "It was no test key", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(200,29,'status_changed','U0002BB4859','2026-03-09 10:00:00.000000','2026-03-09 10:00:00.000000','{"trigger": "mitigate", "before": "open", "after": "mitigated", "note": "An index was missing", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}');
INSERT INTO "timeline" VALUES(201,27,'status_changed','U0002BB4859','2026-03-09 10:00:00.000000','2026-03-09 10:00:00.000000','{"trigger": "mitigate", "before": "open", "after": "mitigated", "note": "The job was run by hand", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": true}');
INSERT INTO "timeline" VALUES(202,36,'status_changed','U0002BB4859','2026-03-09 10:30:00.000000','2026-03-09 10:30:00.000000','{"trigger": "cancel", "before": "open", "after": "closed", "note": "", "cancel_reason": "false_alarm", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(203,6,'status_changed','U000199BB52','2026-03-09 10:30:00.000000','2026-03-09 10:30:00.000000','{"trigger": "cancel", "before": "investigating", "after": "closed", "note": "Nobody had opened it", "cancel_reason": "other", "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(204,26,'follow_up_changed','U0002BB4859','2026-03-09 10:30:00.000000','2026-03-09 10:30:00.000000','{"before": null, "after": {"number": 3, "text": "A page about mails", "owner": "U0003A85A72", "due": "2026-03-18", "state": "open", "source": "", "ticket": ""}, "merged": null}');
INSERT INTO "timeline" VALUES(205,39,'declared','U0007BEA8C8','2026-03-09 11:40:00.000000','2026-03-09 11:40:00.000000','{"title": "Nothing can be bought", "severity": "SEV1", "source": {"channel": "C00103B9B71", "ts": "1773056400.000000", "thread": ""}, "room": ""}');
INSERT INTO "timeline" VALUES(206,40,'declared','U00045A14F6','2026-03-09 11:50:00.000000','2026-03-09 11:50:00.000000','{"title": "Stock is counted wrong", "severity": "SEV3", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(207,30,'status_changed','U00045A14F6','2026-03-09 11:50:00.000000','2026-03-09 11:50:00.000000','{"trigger": "investigate", "before": "open", "after": "investigating", "note": "", "cancel_reason": null, "duplicate_of": null, "merged": false, "overridden": false, "opens_page": false}');
INSERT INTO "timeline" VALUES(208,41,'declared','U00051624E3','2026-03-09 11:58:00.000000','2026-03-09 11:58:00.000000','{"title": "Wrong prices on the phone", "severity": "SEV2", "source": null, "room": ""}');
INSERT INTO "timeline" VALUES(209,30,'paged','U0002BB4859','2026-03-09 12:02:00.000000','2026-03-09 12:02:00.000000','{"key": "INC-30-f1171dd1551217c8", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "The disk of the queue is full"}');
INSERT INTO "timeline" VALUES(210,28,'paged','U000199BB52','2026-03-09 12:03:00.000000','2026-03-09 12:03:00.000000','{"key": "INC-28-811f27eebfe24146", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "Who has the keys of the bucket?"}');
INSERT INTO "timeline" VALUES(211,28,'paging_ended','U000199BB52','2026-03-09 12:03:00.000000','2026-03-09 12:03:00.000000','{"key": "INC-28-811f27eebfe24146", "service": "Database on-call", "through": "PagerDuty", "reason": "Who has the keys of the bucket?", "end": "taken", "why": ""}');
INSERT INTO "timeline" VALUES(212,28,'message_noted','U0007BEA8C8','2026-03-09 08:30:00.000002','2026-03-09 12:03:30.000000','{"channel": "C0219457F8D", "ts": "1773045000.000002", "author": "U0007BEA8C8", "text": "Copied 10 of 400 GB.", "permalink": "http://127.0.0.1:41999/archives/C0219457F8D/p1773045000000002", "by_hand": false, "pictures": []}');
INSERT INTO "timeline" VALUES(213,39,'paged','U00045A14F6','2026-03-09 12:04:15.000000','2026-03-09 12:04:15.000000','{"key": "INC-39-e285338d712191e8", "group": "", "service": "Database on-call", "through": "PagerDuty", "reason": "No order since 11:35"}');
INSERT INTO "timeline" VALUES(214,28,'paged','U00045A14F6','2026-03-09 12:04:15.000000','2026-03-09 12:04:15.000000','{"key": "INC-28-3c49db3496690f6e", "group": "S0014AA95D3", "service": "", "through": "", "reason": "Hands to copy"}');
INSERT INTO "timeline" VALUES(215,17,'room_changed','U0002BB4859','2026-03-09 12:04:30.000000','2026-03-09 12:04:30.000000','{"before": "open", "after": "archived"}');
CREATE TABLE visitors (
	user VARCHAR(32) NOT NULL, 
	came_at DATETIME NOT NULL, 
	CONSTRAINT pk_visitors PRIMARY KEY (user)
);
INSERT INTO "visitors" VALUES('U00066A33A1','2026-03-09 11:50:00.000000');
INSERT INTO "visitors" VALUES('U000199BB52','2026-03-09 11:50:00.000000');
CREATE TABLE wishes (
	user VARCHAR(32) NOT NULL, 
	digest BOOLEAN NOT NULL, 
	CONSTRAINT pk_wishes PRIMARY KEY (user)
);
INSERT INTO "wishes" VALUES('U00051624E3',1);
INSERT INTO "wishes" VALUES('U00045A14F6',0);
CREATE INDEX ix_inbox_handled_at ON inbox (handled_at);
CREATE INDEX ix_effects_incident_id ON effects (incident_id);
CREATE INDEX ix_effects_lane_state_id ON effects (lane, state, id);
CREATE INDEX ix_effects_state_blockers_due_at_id ON effects (state, blockers, due_at, id);
CREATE INDEX ix_places_channel_place ON places (channel, place);
CREATE INDEX ix_timeline_incident_id_id ON timeline (incident_id, id);
CREATE INDEX ix_effect_needs_needs_id ON effect_needs (needs_id);
CREATE INDEX ix_appointments_incident_id ON appointments (incident_id);
CREATE INDEX ix_appointments_state_due_at_id ON appointments (state, due_at, id);
CREATE INDEX ix_circle_members_user ON circle_members (user);
CREATE INDEX ix_visitors_came_at ON visitors (came_at);
CREATE UNIQUE INDEX ix_incidents_origin ON incidents (origin);
CREATE INDEX ix_follow_ups_state_owner ON follow_ups (state, owner);
CREATE INDEX ix_incidents_duplicate_of ON incidents (duplicate_of);
CREATE UNIQUE INDEX ux_places_room ON places (channel) WHERE place = 'room';
CREATE INDEX ix_incident_facts_counted ON incident_facts (counts_as, declared_s, private, severity, "trigger", failure_class, backfilled, detect_s, acknowledge_s, mitigate_s, close_s, complete, incident_id);
COMMIT;
